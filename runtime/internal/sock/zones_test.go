package sock

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"
)

func TestZones(t *testing.T) {
	interfaces, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	link := netip.MustParseAddr("fe80::1")
	zones := map[string]uint32{"": 0, "7": 7, "no such interface": 0}
	for _, i := range interfaces {
		zones[i.Name] = uint32(i.Index)
		if got := inZone(link, uint32(i.Index)); got != link.WithZone(i.Name) {
			t.Errorf("an address in zone %d, %s, is %v", i.Index, i.Name, got)
		}
	}
	for zone, want := range zones {
		if got := zoneOf(link.WithZone(zone)); got != want {
			t.Errorf("zone %q is %d, want %d", zone, got, want)
		}
		if zone == "" {
			continue
		}
		addrs, err := Resolve(context.Background(), "tcp", "[fe80::1%"+zone+"]:80")
		if err != nil || len(addrs) != 1 || addrs[0].IP.Addr() != link.WithZone(zone) {
			t.Errorf("zone %q: got %v, %v", zone, addrs, err)
		}
	}
	numbers := map[uint32]netip.Addr{0: link, 1 << 30: link.WithZone("1073741824")}
	for number, want := range numbers {
		if got := inZone(link, number); got != want {
			t.Errorf("an address in zone %d is %v, want %v", number, got, want)
		}
	}
}

// The system is asked for what is not known, but not again and again, and not for what is.
func TestInterfacesAreRemembered(t *testing.T) {
	times, failure, there := 0, error(nil), []net.Interface{{Index: 1, Name: "a"}}
	all := interfaces{ask: func() ([]net.Interface, error) {
		times++
		return there, failure
	}}
	find := func(name string, want, wantTimes int) {
		t.Helper()
		got := all.find(func(i net.Interface) bool { return i.Name == name }).Index
		if got != want || times != wantTimes {
			t.Errorf("%s is %d, asked %d times, want %d, %d", name, got, times, want, wantTimes)
		}
	}
	find("a", 1, 1)
	find("a", 1, 1)
	find("b", 0, 2)
	there = append(there, net.Interface{Index: 2, Name: "b"})
	find("b", 0, 2)
	find("c", 0, 2)
	find("a", 1, 2)
	all.lacks = all.lacks.Add(-2 * patience)
	find("b", 2, 3)
	there, all.asked = there[1:], all.asked.Add(-2*freshness)
	find("a", 0, 4)
	find("b", 2, 4)
	failure, all.asked = errors.New("no memory"), all.asked.Add(-2*freshness)
	find("b", 2, 5)
}
