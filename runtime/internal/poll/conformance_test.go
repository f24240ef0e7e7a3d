//go:build (unix && !aix) || windows

package poll

import (
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/internal/sock"
)

// TestConformance holds every demultiplexer of the system to the contract.
func TestConformance(t *testing.T) {
	for _, f := range demultiplexers() {
		for _, c := range conformance {
			t.Run(f.name+"/"+c.name, func(t *testing.T) {
				p, err := f.open()
				if err != nil {
					t.Fatal(err)
				}
				b := &bench{t: t, p: p}
				c.run(b)
				b.others.Wait()
				if err := p.Close(); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

var conformance = []struct {
	name string
	run  func(*bench)
}{
	{"nothing is ready", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		b.expect(x, 0)
	}},
	{"armed, then ready", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		b.expect(x, 0)
		x.send("a")
		b.expect(x, Readable)
	}},
	{"ready, then armed", func(b *bench) {
		x := b.pair()
		x.send("a")
		b.expect(x, 0)
		b.arm(x, Readable)
		b.expect(x, Readable)
	}},
	{"one report answers one arm", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		x.send("a")
		b.expect(x, Readable)
		x.send("b")
		b.expect(x, 0)
		x.receive("ab")
		b.arm(x, Readable)
		b.settle(x) // the report of b may be stale
		b.arm(x, Readable)
		x.send("c")
		b.expect(x, Readable)
	}},
	{"armed twice counts once", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		b.arm(x, Readable)
		x.send("a")
		b.expect(x, Readable)
		b.expect(x, 0)
	}},
	{"writable at once", func(b *bench) {
		x := b.pair()
		b.arm(x, Writable)
		b.expect(x, Writable)
		b.expect(x, 0)
	}},
	{"both directions", func(b *bench) {
		x := b.pair()
		x.send("a")
		b.arm(x, Readable|Writable)
		b.expect(x, Readable|Writable)
	}},
	{"writable when the peer has made room", func(b *bench) {
		x := b.pair()
		b.arm(x, Writable)
		b.settle(x)
		n := x.fill()
		b.arm(x, Writable)
		b.settle(x)
		b.arm(x, Writable)
		b.expect(x, 0)
		x.drain(n)
		b.expect(x, Writable)
	}},
	{"the peer hangs up", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		b.expect(x, 0)
		x.closePeer()
		b.expect(x, Readable)
		x.receive("")
	}},
	{"removed while armed and ready", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		x.send("a")
		b.remove(x)
		b.expect(x, 0)
		b.arm(x, Readable)
		b.expect(x, 0)
	}},
	{"removed while in the batch", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		x.send("a")
		batch := b.wait(-1)
		b.remove(x)
		for _, c := range batch {
			c.Complete()
		}
		if x.got != 0 {
			b.t.Errorf("told %b after Remove", x.got)
		}
	}},
	{"the peer sees the end of what was removed and closed", func(b *bench) {
		for range 30 * effort {
			x := b.pair()
			b.arm(x, Readable)
			b.run(0)
			var sending sync.WaitGroup
			sending.Go(func() { _, _ = sock.Write(x.peer, []byte("a")) }) // an event may be on its way
			b.remove(x)
			x.close()
			x.awaitEnd()
			sending.Wait()
		}
	}},
	{"a number is used again", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		fd := x.fd
		b.remove(x)
		x.close()
		y := b.again(fd)
		b.arm(y, Readable)
		b.expect(y, 0)
		y.send("b")
		b.expect(y, Readable)
		if x.got != 0 {
			b.t.Errorf("the predecessor was told %b", x.got)
		}
	}},
	{"wake during a wait", func(b *bench) {
		b.beside(b.wake)
		b.wait(-1)
	}},
	{"wake before a wait", func(b *bench) {
		b.wake()
		b.wake()
		b.wait(-1)
		b.beside(b.wake)
		b.wait(-1)
	}},
	{"a wait ends by itself", func(b *bench) {
		x := b.pair()
		b.arm(x, Readable)
		if n := len(b.wait(time.Millisecond)); n != 0 {
			b.t.Errorf("%d completions", n)
		}
	}},
	{"arm during a wait", func(b *bench) {
		x := b.pair()
		b.beside(func() {
			x.send("a")
			b.arm(x, Readable)
		})
		b.expect(x, Readable)
	}},
	{"add during a wait", func(b *bench) {
		made := make(chan *end, 1)
		go func() {
			x := b.pair()
			b.arm(x, Readable)
			x.send("a")
			made <- x
		}()
		var batch []Completion
		for len(batch) == 0 {
			batch = b.wait(-1)
		}
		batch[0].Complete()
		if x := <-made; x.got != Readable {
			b.t.Errorf("told %b", x.got)
		}
	}},
	{"a connection arrives", func(b *bench) {
		listener, connect := b.listen()
		b.arm(listener, Readable)
		b.expect(listener, 0)
		connect()
		b.expect(listener, Readable)
	}},
	{"a connection is refused", func(b *bench) {
		x := b.refused()
		b.arm(x, Writable)
		b.expect(x, Writable)
		if done, err := sock.Connected(x.fd); !done || !errors.Is(err, connectionRefused) {
			b.t.Errorf("got %t, %v", done, err)
		}
	}},
	{"very many at once", func(b *bench) {
		var ends []*end
		for range 100 * effort {
			x := b.pair()
			b.arm(x, Readable)
			ends = append(ends, x)
		}
		for _, x := range ends {
			x.send("a")
		}
		for slices.ContainsFunc(ends, func(x *end) bool { return x.got == 0 }) {
			b.run(-1)
		}
		for i, x := range ends {
			if x.got != Readable || x.times != 1 {
				b.t.Errorf("%d: told %b %d times", i, x.got, x.times)
			}
		}
	}},
	{"nothing is lost between two goroutines", func(b *bench) {
		const rounds = 200 * effort
		x := b.pair()
		var done sync.WaitGroup
		done.Go(func() {
			if err := x.echoPeer(rounds); err != nil {
				b.t.Error(err)
			}
		})
		buf := make([]byte, 1)
		for range rounds {
			x.write("p")
			for n := 0; n == 0; n, _ = sock.Read(x.fd, buf) {
				b.arm(x, Readable)
				b.expect(x, Readable)
			}
		}
		done.Wait()
	}},
}

func TestAfterClose(t *testing.T) {
	for _, f := range demultiplexers() {
		p, err := f.open()
		if err != nil {
			t.Fatal(err)
		}
		b := &bench{t: t, p: p}
		x := b.pair()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		b.wake()
		b.wake()
		b.arm(x, Readable)
		b.remove(x)
		if err := p.Add(&Desc{}, x.fd, x); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s: Add: %v", f.name, err)
		}
	}
}

// TestBufferIsKept checks that Wait appends.
func TestBufferIsKept(t *testing.T) {
	for _, f := range demultiplexers() {
		p, err := f.open()
		if err != nil {
			t.Fatal(err)
		}
		b := &bench{t: t, p: p}
		x := b.pair()
		b.arm(x, Writable)
		first := &Desc{}
		batch, err := p.Wait([]Completion{first}, -1)
		if err != nil || len(batch) != 2 || batch[0] != Completion(first) {
			t.Errorf("%s: got %v, %v", f.name, batch, err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenSaysWhatThereIs(t *testing.T) {
	t.Setenv(Variable, "select")
	_, err := Open()
	for _, name := range append(Names(), "select", Variable) {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, without %s", err, name)
		}
	}
}

func TestOpenNamed(t *testing.T) {
	if _, err := OpenNamed("select"); err == nil {
		t.Error("opened a demultiplexer that does not exist")
	}
	p, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}
