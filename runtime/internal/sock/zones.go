package sock

import (
	"cmp"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"time"
)

// zoneOf is the number of the zone of an address, which may have a name; zero if
// there is none.
func zoneOf(ip netip.Addr) uint32 {
	name := ip.Zone()
	if name == "" {
		return 0
	}
	if n, err := strconv.Atoi(name); err == nil {
		return uint32(n)
	}
	return uint32(zones.find(func(i net.Interface) bool { return i.Name == name }).Index)
}

// inZone is ip with the name of the zone of a number, as package net has it; the number
// where there is no name.
func inZone(ip netip.Addr, number uint32) netip.Addr {
	if number == 0 {
		return ip
	}
	name := zones.find(func(i net.Interface) bool { return i.Index == int(number) }).Name
	return ip.WithZone(cmp.Or(name, strconv.Itoa(int(number))))
}

var zones = interfaces{ask: net.Interfaces}

// An interfaces is the interfaces of the system, as they were when it was asked last: to
// ask it for every packet would be dear.
type interfaces struct {
	ask func() ([]net.Interface, error)

	mu    sync.Mutex
	known []net.Interface
	asked time.Time
	lacks time.Time // when the system was asked for one that it does not have
}

const (
	// freshness is how long what the system has said counts, unless it lacks what is sought.
	freshness = time.Minute

	// patience is how long it counts in any case: one that comes meanwhile is found a little
	// later. Packets to an address whose zone is misspelt would ask each time.
	patience = time.Second
)

// find is the interface of which is holds; the zero value if there is none.
func (i *interfaces) find(is func(net.Interface) bool) net.Interface {
	i.mu.Lock()
	defer i.mu.Unlock()
	at := slices.IndexFunc(i.known, is)
	if time.Since(i.asked) > freshness || at < 0 && time.Since(i.lacks) > patience {
		i.known, i.asked = i.now(), time.Now()
		at = slices.IndexFunc(i.known, is)
	}
	if at >= 0 {
		return i.known[at]
	}
	i.lacks = i.asked
	return net.Interface{}
}

// now are the interfaces as the system has them; as they were, if it does not say.
func (i *interfaces) now() []net.Interface {
	all, err := i.ask()
	if err != nil {
		return i.known
	}
	return all
}
