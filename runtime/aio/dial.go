package aio

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/internal/sock"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Dial connects to an address of the network tcp, tcp4, tcp6 or unix. Of several
// addresses of a host it takes the first that answers, one after the other: each gets its
// share of the time that the context leaves, but two seconds at least. If none does, it fails
// as the first has. The context is for connecting only, and what is to limit it: a connection
// that comes when a Timeout has given it up stays open.
func Dial(ctx context.Context, network, address string) *promise.Promise[*Conn] {
	return promised(loopOf(ctx), func(k func(*Conn, error)) { DialThen(ctx, network, address, k) })
}

// DialThen is [Dial] with a continuation.
//
//unnest:once k
func DialThen(ctx context.Context, network, address string, k func(*Conn, error)) {
	d := newDialer(ctx, network, k)
	if d.op.over.Load() {
		return
	}
	find := func() {
		addrs, err := resolve(ctx, network, address, false)
		d.found(ctx, addrs, err)
	}
	if sock.IsLiteral(network, address) {
		find()
		return
	}
	namePool.run(find)
}

// resolve finds the addresses for a socket of packets, or of a stream. All addresses
// are those of IPv4, too.
func resolve(ctx context.Context, network, address string, packets bool) ([]sock.Addr, error) {
	if packets != (family(network) == "udp") {
		return nil, net.UnknownNetworkError(network)
	}
	addrs, err := sock.Resolve(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if a := addrs[0]; a.IP.Addr() == netip.IPv6Unspecified() && !a.Only6 {
		a.IP = netip.AddrPortFrom(netip.IPv4Unspecified(), a.IP.Port())
		addrs = append(addrs, a)
	}
	return addrs, nil
}

// A dialer is a Dial that is under way. All of it runs on the loop.
type dialer struct {
	op      op[*Conn]
	network string
	reactor *reactor
	addrs   []sock.Addr // that are left
	current *attempt    // nil: none
	first   error       // what was wrong with the first address that failed
	ended   bool        // it has ended by itself, not with the context
	again   int         // how often an address was tried once more

	deadline time.Time  // of the context; zero: none
	limit    loop.Timer // of the attempt under way, if there are other addresses
}

// maxAgain is how often an address is tried once more: that the port is the same again is
// one chance in thousands.
const maxAgain = 2

var errItself = errors.New("nobody listens, the connection was to itself")

// newDialer begins a Dial. The task that ends it, be it with the context, gives up the
// attempt under way, too: the loop may run no other.
func newDialer(ctx context.Context, network string, k func(*Conn, error)) *dialer {
	if k == nil {
		panic("aio: nil continuation")
	}
	d := &dialer{network: network}
	d.deadline, _ = ctx.Deadline()
	d.op.start(ctx, loopOf(ctx), func(c *Conn, err error) {
		if !d.ended {
			err = d.given(err) // that of the context
		}
		k(c, err)
	})
	d.op.watch(ctx, func() { d.op.cancel(ctx) })
	return d
}

// given gives up the attempt under way, if there is one, and says why.
func (d *dialer) given(why error) error {
	a := d.current
	if a == nil {
		return d.fault(why)
	}
	d.drop()
	return a.fault(why)
}

// An attempt is a socket that connects.
type attempt struct {
	desc   poll.Desc
	dialer *dialer
	addr   sock.Addr
}

// found takes what a look-up with the same context has brought.
func (d *dialer) found(ctx context.Context, addrs []sock.Addr, err error) {
	err = causeOf(ctx, err) // the look-up may have been the first to notice
	d.op.loop.Post(func() { d.begin(addrs, err) })
}

func (d *dialer) begin(addrs []sock.Addr, err error) {
	if err == nil {
		d.reactor, err = reactorOf(d.op.loop)
	}
	if err != nil {
		d.end(nil, d.fault(err))
		return
	}
	d.addrs = addrs
	d.next()
}

// next tries the next address. If none is left it fails as the first did, which is the one
// that a host prefers.
func (d *dialer) next() {
	for len(d.addrs) > 0 && !d.op.over.Load() {
		a := &attempt{dialer: d, addr: d.addrs[0]}
		d.addrs = d.addrs[1:]
		err := a.begin()
		if err == nil {
			return
		}
		d.drop()
		a.fail(err)
	}
	d.end(nil, d.first)
}

// end ends the Dial by itself. It reports false if it was over before, or the loop was shut down.
func (d *dialer) end(c *Conn, err error) bool {
	d.ended = d.op.end(c, err)
	return d.ended
}

// fail notes why an attempt has failed. One that has met itself is made once more, and says
// less than any other.
func (a *attempt) fail(err error) {
	if d := a.dialer; d.first == nil || errors.Is(d.first, errItself) {
		d.first = a.fault(err)
	}
}

func (a *attempt) begin() error {
	fd, done, err := sock.Connect(a.addr)
	if err != nil {
		return err
	}
	if done {
		return a.connected(fd)
	}
	return a.wait(fd)
}

// wait has Ready called when the socket has connected, or has failed to.
func (a *attempt) wait(fd uintptr) error {
	d := a.dialer
	if err := d.reactor.Add(&a.desc, fd, a); err != nil {
		sock.Close(fd) //nolint:errcheck // the first error counts
		return err
	}
	d.current, d.reactor.dialing[a] = a, struct{}{}
	if len(d.addrs) > 0 && !d.deadline.IsZero() {
		d.limit = d.op.loop.SetTimeout(share(time.Until(d.deadline), len(d.addrs)+1), a.giveUp)
	}
	return d.reactor.Arm(&a.desc, poll.Writable)
}

// share is how long one of several addresses may take to answer, as in package net.
func share(left time.Duration, addrs int) time.Duration {
	return max(left/time.Duration(addrs), minShare)
}

const minShare = 2 * time.Second // less is of no use to anybody

// giveUp goes on to the next address.
func (a *attempt) giveUp() {
	a.dialer.drop()
	a.fail(os.ErrDeadlineExceeded)
	a.dialer.next()
}

// leave ends the wait and returns the socket.
func (a *attempt) leave() (fd uintptr) {
	d := a.dialer
	d.limit.Stop()
	d.current = nil
	delete(d.reactor.dialing, a)
	d.reactor.Remove(&a.desc) //nolint:errcheck // it was added
	return a.desc.FD()
}

// Ready implements poll.Handler.
func (a *attempt) Ready(poll.Event) {
	d := a.dialer
	fd := a.desc.FD()
	done, err := sock.Connected(fd)
	if !done {
		d.reactor.Arm(&a.desc, poll.Writable) //nolint:errcheck // it worked before
		return
	}
	a.leave()
	if err == nil {
		err = a.connected(fd)
	} else {
		sock.Close(fd) //nolint:errcheck // the first error counts
	}
	if err != nil {
		a.fail(err)
		d.next()
	}
}

func (a *attempt) connected(fd uintptr) error {
	d := a.dialer
	if a.isToItself(fd) {
		sock.Close(fd) //nolint:errcheck // it was nobody's
		if d.again++; d.again <= maxAgain {
			d.addrs = slices.Insert(d.addrs, 0, a.addr)
		}
		return errItself
	}
	network := family(d.network)
	c, err := d.reactor.newConn(fd, network, sock.Remote(fd, network).IP)
	if err != nil {
		return err
	}
	if !d.end(c, nil) {
		c.Abort() // cancelled meanwhile, or the loop was shut down
	}
	return nil
}

// isToItself reports whether the system has given the socket the port that it connects
// to. Where nobody listens TCP takes that for two ends that have met, and as long as it
// stands nobody can listen there.
func (a *attempt) isToItself(fd uintptr) bool {
	if a.addr.Network != "tcp" {
		return false
	}
	local := sock.Local(fd, "tcp")
	return local.IP.Port() == a.addr.IP.Port() && local == sock.Remote(fd, "tcp")
}

// drop gives up the attempt under way.
func (d *dialer) drop() {
	if a := d.current; a != nil {
		sock.Close(a.leave()) //nolint:errcheck // nothing is lost
	}
}

func (a *attempt) fault(err error) error {
	return &net.OpError{Op: "dial", Net: a.dialer.network, Addr: a.addr.Net(), Err: err}
}

// fault is an error of no address.
func (d *dialer) fault(err error) error {
	return &net.OpError{Op: "dial", Net: d.network, Err: err}
}

// family is a network without the version of its protocol.
func family(network string) string {
	if n := len(network); n > 0 && (network[n-1] == '4' || network[n-1] == '6') {
		return network[:n-1]
	}
	return network
}
