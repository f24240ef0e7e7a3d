package aio_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// onEach runs a test with every demultiplexer of the system.
func onEach(t *testing.T, f func(b bench)) {
	t.Helper()
	for _, name := range poll.Names() {
		t.Run(name, func(t *testing.T) {
			t.Setenv(poll.Variable, name)
			on(t, f)
		})
	}
}

// listen accepts on loopback until the test's last connection has been served.
func (b bench) listen(network, address string, onConn func(*aio.Conn)) *aio.Listener {
	b.Helper()
	ln, err := aio.Listen(b.ctx, network, address, onConn)
	if err != nil {
		b.Fatal(err)
	}
	return ln
}

func echo(c *aio.Conn) {
	_ = c.Stream(func(p []byte) {
		if waiting, _ := c.Send(p); waiting > 1<<16 {
			c.Pause()
			c.DrainedThen(context.Background(), func(error) { _ = c.Resume() })
		}
	}, func(error) { _ = c.Close() })
}

func TestEcho(t *testing.T) {
	addresses := map[string]string{
		"tcp":  "127.0.0.1:0",
		"unix": filepath.Join(tempDir(t), "socket"),
	}
	for _, network := range networks {
		t.Run(network, func(t *testing.T) {
			address := addresses[network]
			onEach(t, func(b bench) {
				_ = os.Remove(address)
				ln := b.listen(network, address, echo)
				const clients = 20
				left := clients
				for range clients {
					aio.DialThen(b.ctx, network, ln.Addr().String(), func(c *aio.Conn, err error) {
						if err != nil {
							t.Error(err)
							return
						}
						pingPong(b, c, 50, func() {
							_ = c.Close()
							if left--; left == 0 {
								_ = ln.Close()
							}
						})
					})
				}
				b.run()
				if left != 0 {
					t.Errorf("%d clients are not through", left)
				}
			})
		})
	}
}

func pingPong(b bench, c *aio.Conn, rounds int, done func()) {
	if rounds == 0 {
		done()
		return
	}
	buf := make([]byte, 10)
	c.WriteThen(b.ctx, []byte("ping"), func(n int, err error) {
		if n != 4 || err != nil {
			b.Errorf("wrote %d, %v", n, err)
		}
		c.ReadThen(b.ctx, buf, func(n int, err error) {
			if string(buf[:n]) != "ping" || err != nil {
				b.Errorf("read %q, %v", buf[:n], err)
			}
			pingPong(b, c, rounds-1, done)
		})
	})
}

// TestLargeTransfer sends more than all buffers hold, through a relay that
// pauses, and gets it back unchanged.
func TestLargeTransfer(t *testing.T) {
	onEach(t, func(b bench) {
		ln := b.listen("tcp", "127.0.0.1:0", echo)
		content := bytes.Repeat([]byte("0123456789abcdef"), 1<<18) // 4 MiB
		var got bytes.Buffer
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			_ = c.Stream(func(p []byte) { got.Write(p) }, func(err error) {
				if err != nil {
					t.Error(err)
				}
				_ = c.Close()
				_ = ln.Close()
			})
			c.Write(b.ctx, content).
				Then(func(int) *promise.Promise[promise.Unit] { return c.CloseWrite(b.ctx) }).
				Settle(func(_ promise.Unit, err error) {
					if err != nil {
						t.Error(err)
					}
				})
		})
		b.run()
		if !bytes.Equal(got.Bytes(), content) {
			t.Errorf("got %d bytes of %d", got.Len(), len(content))
		}
	})
}

// TestSendInOrder sends pieces of all sizes, several in a turn and in two ways, to
// a peer who reads slowly, and closes without waiting.
func TestSendInOrder(t *testing.T) {
	onEach(t, func(b bench) {
		var want, got bytes.Buffer
		buf := make([]byte, 1000)
		ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) { collect(b, c, buf, &got) })
		random := rand.New(rand.NewPCG(1, 2))
		send := func(c *aio.Conn) {
			p := make([]byte, random.IntN(6000))
			for i := range p {
				p[i] = byte(random.Uint32())
			}
			want.Write(p)
			if random.IntN(4) > 0 {
				_, _ = c.Send(p)
				clear(p)
				return
			}
			c.WriteThen(b.ctx, p, func(n int, err error) {
				if n != len(p) || err != nil {
					b.Errorf("wrote %d of %d, %v", n, len(p), err)
				}
			})
		}
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, _ error) {
			const turns = 500
			left := turns
			var turn func()
			turn = func() {
				for range random.IntN(6) {
					send(c)
				}
				if left--; left > 0 {
					b.loop.Post(turn)
					return
				}
				_ = ln.Close()
				_ = c.Close()
			}
			turn()
		})
		b.run()
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			b.Errorf("got %d bytes of %d, or others", got.Len(), want.Len())
		}
	})
}

// collect reads all that comes.
func collect(b bench, c *aio.Conn, buf []byte, into *bytes.Buffer) {
	c.ReadThen(b.ctx, buf, func(n int, err error) {
		into.Write(buf[:n])
		if err != nil {
			if !errors.Is(err, io.EOF) {
				b.Error(err)
			}
			_ = c.Close()
			return
		}
		collect(b, c, buf, into)
	})
}

// TestSendThenPanic checks that what was sent arrives if the loop runs no longer.
func TestSendThenPanic(t *testing.T) {
	onEach(t, func(b bench) {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		var conn *aio.Conn
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, _ error) {
			conn = c
			_, _ = c.Send([]byte("end"))
			panic("enough")
		})
		func() {
			defer func() {
				if recover() == nil {
					b.Error("the panic has not left Run")
				}
			}()
			b.run()
		}()
		peer, err := ln.Accept()
		if err != nil {
			b.Fatal(err)
		}
		got := make([]byte, 3)
		if _, err := io.ReadFull(peer, got); err != nil || string(got) != "end" {
			b.Errorf("got %q, %v", got, err)
		}
		if err := errors.Join(conn.Close(), peer.Close(), ln.Close()); err != nil {
			b.Error(err)
		}
	})
}

// TestBackpressure checks that who does not read makes the peer wait, and that
// nothing is lost over many pauses.
func TestBackpressure(t *testing.T) {
	onEach(t, func(b bench) {
		const size = 1 << 20
		got, pauses := 0, 0
		ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			_ = c.Stream(func(p []byte) {
				got += len(p)
				pauses++
				c.Pause()
				b.loop.Post(func() { _ = c.Resume() })
			}, func(error) { _ = c.Close() })
		})
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			c.WriteThen(b.ctx, make([]byte, size), func(int, error) {
				_ = c.Close()
				_ = ln.Close()
			})
		})
		b.run()
		if got != size || pauses < 2 {
			t.Errorf("got %d bytes with %d pauses", got, pauses)
		}
	})
}

func TestReadInPieces(t *testing.T) {
	onEach(t, func(b bench) {
		ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			_, _ = c.Send([]byte("abcdefghij"))
			_ = c.Close()
		})
		var got string
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			buf := make([]byte, 3)
			var next func(int, error)
			next = func(n int, err error) {
				got += string(buf[:n]) + "|"
				if err != nil {
					if !errors.Is(err, io.EOF) {
						t.Error(err)
					}
					_ = c.Close()
					_ = ln.Close()
					return
				}
				c.ReadThen(b.ctx, buf, next)
			}
			c.ReadThen(b.ctx, buf, next)
		})
		b.run()
		if got != "abc|def|ghi|j||" {
			t.Errorf("got %s", got)
		}
	})
}

// TestReadAfterTheEnd checks that the end of a stream can be read more than once,
// whatever has told of it first.
func TestReadAfterTheEnd(t *testing.T) {
	onEach(t, func(b bench) {
		ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) { _ = c.Close() })
		ends := 0
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			var next func(int, error)
			next = func(n int, err error) {
				if n != 0 || !errors.Is(err, io.EOF) {
					t.Errorf("read %d, %v", n, err)
				}
				if ends++; ends == 3 {
					_ = c.Close()
					_ = ln.Close()
					return
				}
				c.ReadThen(b.ctx, make([]byte, 1), next)
			}
			c.ReadThen(b.ctx, make([]byte, 1), next)
		})
		b.run()
		if ends != 3 {
			t.Errorf("%d ends", ends)
		}
	})
}

func TestReadAfterTheEndOfAStream(t *testing.T) {
	onEach(t, func(b bench) {
		var ends []error
		var ln *aio.Listener
		ln = b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			again := func(err error) {
				ends = append(ends, err)
				_ = c.Close()
				_ = ln.Close()
			}
			_ = c.Stream(func([]byte) {}, func(err error) {
				ends = append(ends, err)
				c.ReadThen(b.ctx, make([]byte, 1), func(_ int, err error) {
					ends = append(ends, err)
					if err := c.Stream(func([]byte) {}, again); err != nil {
						again(err)
					}
				})
			})
		})
		peer, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		_ = peer.Close()
		b.run()
		if !slices.Equal(ends, []error{nil, io.EOF, nil}) {
			b.Errorf("got %v", ends)
		}
	})
}

func TestOneReaderAtATime(t *testing.T) {
	on(t, func(b bench) {
		ln := b.listen("tcp", "127.0.0.1:0", echo)
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			first := c.Read(b.ctx, make([]byte, 1))
			c.Read(b.ctx, make([]byte, 1)).Settle(func(_ int, err error) {
				if !errors.Is(err, aio.ErrReading) {
					t.Errorf("second Read: %v", err)
				}
				if err := c.Stream(func([]byte) {}, func(error) {}); !errors.Is(err, aio.ErrReading) {
					t.Errorf("Stream: %v", err)
				}
				_ = c.Close()
				_ = ln.Close()
			})
			first.Settle(func(_ int, err error) {
				if !errors.Is(err, net.ErrClosed) {
					t.Errorf("first Read: %v", err)
				}
			})
		})
		b.run()
	})
}

func TestAfterClose(t *testing.T) {
	on(t, func(b bench) {
		ln := b.listen("tcp", "127.0.0.1:0", echo)
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			_ = c.Close()
			if err := c.Close(); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Close: %v", err)
			}
			if _, err := c.Send([]byte("x")); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Send: %v", err)
			}
			c.ReadThen(b.ctx, make([]byte, 1), func(_ int, err error) {
				if !errors.Is(err, net.ErrClosed) {
					t.Errorf("Read: %v", err)
				}
			})
			c.WriteThen(b.ctx, make([]byte, 1), func(_ int, err error) {
				if !errors.Is(err, net.ErrClosed) {
					t.Errorf("Write: %v", err)
				}
			})
			_ = ln.Close()
			if err := ln.Close(); !errors.Is(err, net.ErrClosed) {
				t.Errorf("Close: %v", err)
			}
		})
		b.run()
	})
}

func TestDrainedAfterAbort(t *testing.T) {
	ways := map[string]func(b bench, c *aio.Conn){
		"Write": func(b bench, c *aio.Conn) { c.WriteThen(b.ctx, make([]byte, 64<<20), func(int, error) {}) },
		"Send":  func(_ bench, c *aio.Conn) { _, _ = c.Send([]byte("x")) },
	}
	for name, send := range ways {
		t.Run(name, func(t *testing.T) { onEach(t, func(b bench) { drainAborted(b, send) }) })
	}
}

func drainAborted(b bench, send func(bench, *aio.Conn)) {
	ctx, cancel := context.WithCancel(b.ctx)
	var ln *aio.Listener
	ln = b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) { _ = ln.Close(); echo(c) })
	aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
		if err != nil {
			b.Error(err)
			return
		}
		send(b, c)
		c.Abort()
		c.DrainedThen(ctx, func(err error) {
			if !errors.Is(err, net.ErrClosed) {
				b.Errorf("what was dropped counts as sent: %v", err)
			}
		})
		b.loop.Post(cancel)
	})
	b.run()
}

// TestCancelledConnOperations cancels a read, a write that waits and a write
// that has been begun.
func TestCancelledConnOperations(t *testing.T) {
	onEach(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			c.ReadThen(b.ctx, make([]byte, 1), func(int, error) { c.SetIdleTimeout(10 * time.Millisecond) })
		})
		ends := 0
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			ended := func(_ int, err error) {
				if !errors.Is(err, context.Canceled) {
					t.Errorf("got %v", err)
				}
				if ends++; ends == 3 {
					_ = ln.Close()
				}
			}
			c.ReadThen(ctx, make([]byte, 1), ended)
			c.WriteThen(ctx, make([]byte, 64<<20), ended)
			c.WriteThen(ctx, make([]byte, 1), ended)
			b.loop.SetTimeout(time.Millisecond, cancel)
		})
		b.run()
		if ends != 3 {
			t.Errorf("%d of 3 operations have ended", ends)
		}
	})
}

func TestCancelledDial(t *testing.T) {
	on(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) { _ = c.Close() })
		aio.DialThen(ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			_ = ln.Close()
			if err == nil {
				_ = c.Close() // it was faster
			} else if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		})
		cancel()
		b.run()
	})
}

func TestListenerEndsWithItsContext(t *testing.T) {
	on(t, func(b bench) {
		ctx, cancel := context.WithCancel(b.ctx)
		if _, err := aio.Listen(ctx, "tcp", "127.0.0.1:0", echo); err != nil {
			t.Fatal(err)
		}
		b.loop.Post(cancel)
		b.run()
	})
}

func TestAddressInUse(t *testing.T) {
	on(t, func(b bench) {
		ln := b.listen("tcp", "127.0.0.1:0", echo)
		if _, err := aio.Listen(b.ctx, "tcp", ln.Addr().String(), echo); !errors.Is(err, errInUse) {
			t.Errorf("got %v", err)
		}
		_ = ln.Close()
		b.run()
	})
}

func TestReadOfNothingDoesNotWait(t *testing.T) {
	onEach(t, func(b bench) {
		var ln *aio.Listener
		ln = b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			c.ReadThen(b.ctx, nil, func(n int, err error) {
				if n != 0 || err != nil {
					t.Errorf("got %d, %v", n, err)
				}
				c.Abort()
				_ = ln.Close()
			})
		})
		peer, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		defer peer.Close() //nolint:errcheck // it was reset
		b.run()
	})
}

func TestIdleTimeout(t *testing.T) {
	onEach(t, func(b bench) {
		var streamed, read error
		ln := b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			c.SetIdleTimeout(2 * time.Millisecond)
			_ = c.Stream(func([]byte) {}, func(err error) { streamed = err })
		})
		aio.DialThen(b.ctx, "tcp", ln.Addr().String(), func(c *aio.Conn, err error) {
			if err != nil {
				t.Error(err)
				return
			}
			c.ReadThen(b.ctx, make([]byte, 1), func(_ int, err error) {
				read = err
				_ = c.Close()
				_ = ln.Close()
			})
		})
		b.run()
		if !errors.Is(streamed, os.ErrDeadlineExceeded) || !isReset(read) {
			t.Errorf("got %v and %v", streamed, read)
		}
	})
}

// A connection that was in use when Shutdown began is not waited for without end.
func TestIdleTimeoutDuringShutdown(t *testing.T) {
	onEach(t, func(b bench) {
		b.loop = loop.New() // to be shut down here
		b.ctx = aio.On(b.ctx, b.loop)
		var streamed error
		var ln *aio.Listener
		ln = b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			c.SetIdleTimeout(20 * time.Millisecond)
			_ = c.Stream(func([]byte) {}, func(err error) { streamed = err })
			_ = ln.Close()
		})
		peer, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		defer peer.Close() //nolint:errcheck // it was reset
		if _, err := peer.Write([]byte("x")); err != nil {
			b.Error(err)
		}
		if err := b.loop.Shutdown(b.ctx); err != nil || !errors.Is(streamed, os.ErrDeadlineExceeded) {
			b.Errorf("got %v and %v", err, streamed)
		}
	})
}

func TestPackets(t *testing.T) {
	onEach(t, func(b bench) {
		var server, client *aio.PacketConn
		var err error
		const packets = 50
		got := 0
		server, err = aio.ListenPacket(b.ctx, "udp", "127.0.0.1:0", func(p []byte, from netip.AddrPort) {
			server.WriteToThen(b.ctx, bytes.Clone(p), from, func(err error) {
				if err != nil {
					t.Error(err)
				}
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		to := server.LocalAddr().(*net.UDPAddr).AddrPort()
		client, err = aio.ListenPacket(b.ctx, "udp4", "127.0.0.1:0", func(p []byte, from netip.AddrPort) {
			if from != to || len(p) != 1 || int(p[0]) != got {
				t.Errorf("got %v from %v", p, from)
			}
			if got++; got == packets {
				_ = server.Close()
				_ = client.Close()
				return
			}
			client.WriteTo(b.ctx, []byte{byte(got)}, to)
		})
		if err != nil {
			t.Fatal(err)
		}
		client.WriteTo(b.ctx, []byte{0}, to)
		b.run()
		if got != packets {
			t.Errorf("%d of %d packets", got, packets)
		}
	})
}

func TestPacketsOfBothFamilies(t *testing.T) {
	on(t, func(b bench) {
		var six, four *aio.PacketConn
		var err error
		six, err = aio.ListenPacket(b.ctx, "udp", ":0", func(p []byte, from netip.AddrPort) {
			six.WriteTo(b.ctx, bytes.Clone(p), from).Finally(func() { _ = six.Close() })
		})
		if err != nil {
			t.Fatal(err)
		}
		port := six.LocalAddr().(*net.UDPAddr).AddrPort().Port()
		to := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port)
		mapped := netip.AddrPortFrom(netip.MustParseAddr("::ffff:127.0.0.1"), port)
		got := ""
		four, err = aio.ListenPacket(b.ctx, "udp4", "127.0.0.1:0", func(p []byte, from netip.AddrPort) {
			if from != to {
				t.Errorf("from %v", from)
			}
			got = string(p)
			_ = four.Close()
		})
		if err != nil {
			t.Fatal(err)
		}
		four.WriteTo(b.ctx, []byte("hello"), mapped)
		b.run()
		if got != "hello" {
			t.Errorf("got %q", got)
		}
	})
}

func TestForeignPoller(t *testing.T) {
	l := loop.New()
	p, err := poll.Open()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Inner().Poller(func() (poll.Poller, error) { return p, nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := aio.Listen(aio.On(t.Context(), l), "tcp", "127.0.0.1:0", echo); err == nil {
		t.Error("listens on a poller that is not ours")
	}
	if err := l.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}
