//go:build unix && !aix

package poll

import (
	"sync"
	"sync/atomic"
	"syscall"

	"golang.org/x/sys/unix"
)

// A waker makes a wait return: a pipe whose reading end is waited for.
type waker struct {
	r, w   int
	woken  atomic.Bool // a byte is in the pipe, or will be
	use    sync.Mutex  // held while the pipe is written to, and closed
	closed bool        // the numbers may be those of somebody else by now
}

func (w *waker) open() error {
	syscall.ForkLock.RLock() // no child may inherit it before it says so
	defer syscall.ForkLock.RUnlock()
	var fds [2]int
	if err := unix.Pipe(fds[:]); err != nil {
		return err
	}
	w.r, w.w = fds[0], fds[1]
	for _, fd := range fds {
		unix.CloseOnExec(fd)
		if err := unix.SetNonblock(fd, true); err != nil {
			w.close()
			return err
		}
	}
	return nil
}

// Wake implements Poller.
func (w *waker) Wake() error {
	if w.woken.Swap(true) {
		return nil
	}
	w.use.Lock()
	defer w.use.Unlock()
	if w.closed {
		return nil
	}
	_, err := unix.Write(w.w, []byte{0})
	return err
}

// awake makes the next Wake count again.
func (w *waker) awake() {
	var buf [8]byte
	unix.Read(w.r, buf[:]) //nolint:errcheck // there is a byte, or there will be one for the next wait
	w.woken.Store(false)
}

func (w *waker) close() {
	w.use.Lock()
	defer w.use.Unlock()
	w.closed = true
	unix.Close(w.r) //nolint:errcheck // nothing to be done about it
	unix.Close(w.w) //nolint:errcheck // nothing to be done about it
}
