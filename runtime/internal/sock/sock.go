// Package sock is the system calls of sockets that do not block.
//
// What goes in and out are descriptors, addresses and the errors of the system;
// it knows neither loops nor promises. A call that would have to wait fails with
// an error for which Again holds.
package sock

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
)

// An Addr is where a socket is, or is to go. Path counts for Unix sockets.
type Addr struct {
	Network string // tcp, udp or unix, without a digit
	IP      netip.AddrPort
	Only6   bool // if IP is all addresses: those of IPv4 are not meant
	Path    string
}

// Net is the address in the form of the standard library.
func (a Addr) Net() net.Addr {
	switch a.Network {
	case "unix":
		return &net.UnixAddr{Name: a.Path, Net: "unix"}
	case "udp":
		return net.UDPAddrFromAddrPort(a.IP)
	}
	return net.TCPAddrFromAddrPort(a.IP)
}

// Resolve finds the addresses that network and address mean. It may have to ask
// name servers, and blocks meanwhile, unless the host is an IP address or empty.
func Resolve(ctx context.Context, network, address string) ([]Addr, error) {
	if network == "unix" {
		return []Addr{{Network: network, Path: address}}, nil
	}
	family, ok := families[network]
	if !ok {
		return nil, net.UnknownNetworkError(network)
	}
	host, service, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := net.DefaultResolver.LookupPort(ctx, family.name, service)
	if err != nil {
		return nil, err
	}
	if host == "" {
		all := netip.AddrPortFrom(family.any, uint16(port))
		return []Addr{{Network: family.name, IP: all, Only6: family.ip == "ip6"}}, nil
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, family.ip, host)
	if err != nil {
		return nil, err
	}
	literal, _ := netip.ParseAddr(host) // its zone is lost in a look-up
	addrs := make([]Addr, len(ips))
	for i, ip := range ips {
		ip = ip.Unmap().WithZone(literal.Zone())
		at := netip.AddrPortFrom(ip, uint16(port))
		addrs[i] = Addr{Network: family.name, IP: at, Only6: family.ip == "ip6"}
	}
	return addrs, nil
}

// IsLiteral reports whether Resolve has nobody to ask.
func IsLiteral(network, address string) bool {
	if network == "unix" {
		return true
	}
	_, err := netip.ParseAddrPort(address)
	return err == nil
}

var families = map[string]struct {
	name, ip string
	any      netip.Addr
}{
	"tcp":  {"tcp", "ip", netip.IPv6Unspecified()},
	"tcp4": {"tcp", "ip4", netip.IPv4Unspecified()},
	"tcp6": {"tcp", "ip6", netip.IPv6Unspecified()},
	"udp":  {"udp", "ip", netip.IPv6Unspecified()},
	"udp4": {"udp", "ip4", netip.IPv4Unspecified()},
	"udp6": {"udp", "ip6", netip.IPv6Unspecified()},
}

// Error is err as the standard library reports it. The addresses may be nil.
func Error(op, network string, source, addr net.Addr, syscall string, err error) error {
	if !errors.Is(err, net.ErrClosed) && !errors.Is(err, os.ErrDeadlineExceeded) && syscall != "" {
		err = os.NewSyscallError(syscall, err)
	}
	return &net.OpError{Op: op, Net: network, Source: source, Addr: addr, Err: err}
}
