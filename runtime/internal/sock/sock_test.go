package sock

import (
	"context"
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
}
