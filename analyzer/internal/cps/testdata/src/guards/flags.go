package guards

import (
	"context"
	"errors"
	"time"
)

// Flags that are set again, or after others had time to set them.

func setAgain(bad bool, k func(error)) { // want setAgain:"^k many: may be called twice on one path$"
	var done bool
	go func() {
		if !done {
			if bad {
				done = true
				k(errors.New("bad"))
			}
			done = true
			k(nil)
		}
	}()
}

func setAgainAfterReturn(bad bool, c Conn, k func(error)) { // want setAgainAfterReturn:"^k once at an unknown time$"
	var done bool
	c.OnClose(func(err error) {
		if done {
			return
		}
		if bad {
			done = true
			k(errors.New("bad"))
			return
		}
		done = true
		k(err)
	})
}

func setInLoop(k func(error)) { // want setInLoop:"^k many: is called in a loop$"
	var started bool
	go func() {
		if !started {
			for range 2 {
				started = true
				k(nil)
			}
		}
	}()
}

func testedInLoop(events []error, k func(error)) { // want testedInLoop:"^k once later$"
	var done bool
	go func() {
		for _, err := range events {
			if done {
				continue
			}
			if err != nil {
				done = true
				k(err)
			}
		}
	}()
}

func reentered(k func(error)) { // want reentered:"^k many: may be called twice on one path: closing may set closed after that is tested$"
	closed := false
	closing := func() {
		if !closed {
			closed = true
			k(errors.New("closed"))
		}
	}
	go func() {
		if closed {
			return
		}
		closing()
		closed = true
		k(nil)
	}()
}

func reenteredInCondition(k func(error)) { // want reenteredInCondition:"^k many: may be called twice on one path: check may set done after that is tested$"
	done := false
	check := func() bool {
		if !done {
			done = true
			k(errors.New("bad"))
		}
		return true
	}
	go func() {
		if !done && check() {
			done = true
			k(nil)
		}
	}()
}

func reenteredInCase(k func(error)) { // want reenteredInCase:"^k many: may be called twice on one path: check may set done after that is tested$"
	done := false
	check := func() bool {
		if !done {
			done = true
			k(errors.New("bad"))
		}
		return true
	}
	go func() {
		switch {
		case !done && check():
			done = true
			k(nil)
		}
	}()
}

func setAfterWork(c Conn, read func() error, k func(error)) { // want setAfterWork:"^k many: may be called twice on one path: read may set done after that is tested$"
	done := false
	time.AfterFunc(time.Second, func() {
		if !done {
			done = true
			k(errors.New("timeout"))
		}
	})
	go func() {
		if done {
			return
		}
		err := read()
		done = true
		k(err)
	}()
}

func setAfterReceiving(answers chan error, k func(error)) { // want setAfterReceiving:"^k many: may be called twice on one path: whoever runs during a wait may set done after that is tested$"
	done := false
	time.AfterFunc(time.Second, func() {
		if !done {
			done = true
			k(errors.New("timeout"))
		}
	})
	go func() {
		if done {
			return
		}
		err := <-answers
		done = true
		k(err)
	}()
}

func setAfterStopping(c Conn, k func(error)) { // want setAfterStopping:"^k once at an unknown time$"
	done := false
	timer := time.AfterFunc(time.Second, func() {
		if !done {
			done = true
			k(errors.New("timeout"))
		}
	})
	c.OnClose(func(err error) {
		if done {
			return
		}
		timer.Stop()
		done = true
		k(err)
	})
}

func setAfterCanceling(ctx context.Context, c Conn, k func(error)) { // want setAfterCanceling:"^k once at an unknown time$"
	done := false
	_, cancel := context.WithCancel(ctx)
	c.OnClose(func(err error) {
		if done {
			return
		}
		cancel()
		done = true
		k(err)
	})
}

// Nobody else sets the flag.
func setInOneLoop(values chan int, k func(int)) { // want setInOneLoop:"^k once later$"
	done := false
	go func() {
		for !done {
			select {
			case v := <-values:
				done = true
				k(v)
			case <-time.After(time.Second):
				done = true
			}
		}
	}()
}

func setInLoops(values chan int, k func(int)) { // want setInLoops:"^k many: is called in a loop: whoever runs during a wait may set done after that is tested$"
	done := false
	for range 2 {
		go func() {
			for !done {
				v := <-values
				done = true
				k(v)
			}
		}()
	}
}
