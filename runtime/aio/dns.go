package aio

import (
	"context"
	"net"
	"net/netip"

	"github.com/unnest-go/unnest/runtime/promise"
)

// LookupHost finds the addresses of a host.
func LookupHost(ctx context.Context, host string) *promise.Promise[[]netip.Addr] {
	return promised(loopOf(ctx), func(k func([]netip.Addr, error)) { LookupHostThen(ctx, host, k) })
}

// LookupHostThen is [LookupHost] with a continuation.
//
//unnest:once k
func LookupHostThen(ctx context.Context, host string, k func([]netip.Addr, error)) {
	lookup := func() ([]netip.Addr, error) { return net.DefaultResolver.LookupNetIP(ctx, "ip", host) }
	work(ctx, &namePool, lookup, nil, k)
}

// LookupAddr finds the names of an address.
func LookupAddr(ctx context.Context, addr string) *promise.Promise[[]string] {
	return promised(loopOf(ctx), func(k func([]string, error)) { LookupAddrThen(ctx, addr, k) })
}

// LookupAddrThen is [LookupAddr] with a continuation.
//
//unnest:once k
func LookupAddrThen(ctx context.Context, addr string, k func([]string, error)) {
	work(ctx, &namePool, func() ([]string, error) {
		return net.DefaultResolver.LookupAddr(ctx, addr)
	}, nil, k)
}
