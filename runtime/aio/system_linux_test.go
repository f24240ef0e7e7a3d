package aio_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/internal/poll"
	"github.com/unnest-go/unnest/runtime/loop"
)

// TestTimersWhenDescriptorsAreExhausted checks that a listener can wait for descriptors:
// Go's timers take some when they are used for the first time, and end the program if
// there are none. So this needs a process that has not used any.
func TestTimersWhenDescriptorsAreExhausted(t *testing.T) {
	const variable = "UNNEST_TEST_EXHAUSTED"
	if os.Getenv(variable) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), variable+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	ctx := aio.On(context.Background(), loop.New())
	if _, err := aio.Listen(ctx, "tcp", "127.0.0.1:0", func(*aio.Conn) {}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{}); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(time.Hour, func() {})
}

// TestFileWithoutEnd checks that nothing goes on reading a file when nobody wants it.
func TestFileWithoutEnd(t *testing.T) {
	if !slices.Contains(poll.Names(), "io_uring") {
		return // elsewhere a file is read to its end
	}
	on(t, func(b bench) {
		name := filepath.Join(tempDir(t), "pipe")
		if err := syscall.Mkfifo(name, 0o600); err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(b.ctx)
		read := aio.ReadFile(ctx, name)
		closed := aio.Go(b.ctx, func() (bool, error) {
			pipe, err := os.OpenFile(name, os.O_WRONLY, 0)
			if err != nil {
				return false, err
			}
			defer pipe.Close() //nolint:errcheck // nothing is lost
			cancel()
			for err == nil {
				_, err = pipe.Write(make([]byte, 1<<16))
			}
			return errors.Is(err, syscall.EPIPE), nil
		})
		if _, err := await(b, read); !errors.Is(err, context.Canceled) {
			b.Errorf("got %v", err)
		}
		if v, err, ok := closed.Result(); !v || err != nil || !ok {
			b.Errorf("got %v, %v", v, err)
		}
	})
}

func TestBroadcastIsAllowed(t *testing.T) {
	on(t, func(b bench) {
		c, err := aio.ListenPacket(b.ctx, "udp4", ":0", func([]byte, netip.AddrPort) {})
		if err != nil {
			b.Fatal(err)
		}
		c.WriteToThen(b.ctx, []byte("x"), netip.MustParseAddrPort("127.255.255.255:9"), func(err error) {
			if errors.Is(err, syscall.EACCES) {
				b.Error(err)
			}
			_ = c.Close()
		})
		b.run()
	})
}

// TestUrgentData checks that a stream goes on behind a byte that is not part of it.
func TestUrgentData(t *testing.T) {
	onEach(t, func(b bench) {
		sent := make(chan struct{})
		var got []byte
		var ln *aio.Listener
		ln = b.listen("tcp", "127.0.0.1:0", func(c *aio.Conn) {
			<-sent
			_ = c.Stream(func(p []byte) {
				if got = append(got, p...); len(got) == len("abde") {
					c.Abort()
					_ = ln.Close()
				}
			}, func(error) {})
		})
		peer, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		defer peer.Close() //nolint:errcheck // it was reset
		go func() {
			defer close(sent)
			if err := sendUrgent(peer, "abc", "de"); err != nil {
				b.Error(err)
			}
		}()
		b.run()
		if string(got) != "abde" {
			b.Errorf("got %q", got)
		}
	})
}

// sendUrgent sends a, the last byte of which is urgent, and then b.
func sendUrgent(peer net.Conn, a, b string) error {
	raw, err := peer.(*net.TCPConn).SyscallConn()
	if err != nil {
		return err
	}
	failed := raw.Control(func(fd uintptr) {
		err = syscall.Sendto(int(fd), []byte(a), syscall.MSG_OOB, nil)
	})
	_, last := io.WriteString(peer, b)
	return errors.Join(failed, err, last)
}
