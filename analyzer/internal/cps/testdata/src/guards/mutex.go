package guards

import (
	"errors"
	"sync"
)

// A flag that is only set under a mutex: whatever is called while that is held sets it not.

func underMutex(r resource, c Conn, k func(error)) { // want underMutex:"^k once at an unknown time$"
	var mu sync.Mutex
	fired := false
	c.OnClose(func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if fired {
			return
		}
		r.Release()
		fired = true
		k(err)
	})
}

func unlockedAtTheEnd(r resource, c Conn, k func(error)) { // want unlockedAtTheEnd:"^k once at an unknown time$"
	var mu sync.RWMutex
	fired := false
	c.OnClose(func(err error) {
		mu.Lock()
		if fired {
			mu.Unlock()
			return
		}
		r.Release()
		fired = true
		mu.Unlock()
		k(err)
	})
}

func waitsUnderMutex(ready chan int, k func(error)) { // want waitsUnderMutex:"^k once later$"
	mu := sync.Mutex{}
	fired := false
	end := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if !fired {
			fired = true
			k(err)
		}
	}
	go end(errors.New("early"))
	go func() {
		mu.Lock()
		defer mu.Unlock()
		if fired || <-ready == 0 {
			return
		}
		fired = true
		k(nil)
	}()
}

func givenMutex(mu *sync.Mutex, r resource, c Conn, k func(error)) { // want givenMutex:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if fired {
			return
		}
		r.Release() // which may give the mutex back
		fired = true
		k(err)
	})
}

func setWithout(r resource, c Conn, k func(error)) { // want setWithout:"k kept: "
	var mu sync.Mutex
	fired := false
	c.OnClose(func(err error) {
		if !fired {
			fired = true
			k(err)
		}
	})
	c.OnClose(func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if fired {
			return
		}
		r.Release()
		fired = true
		k(err)
	})
}

func mutexOfEach(r resource, c Conn, k func(error)) { // want mutexOfEach:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		var mu sync.Mutex
		mu.Lock()
		defer mu.Unlock()
		if fired {
			return
		}
		r.Release()
		fired = true
		k(err)
	})
}

func givenBack(c Conn, k func(error)) { // want givenBack:"k kept: "
	var mu sync.Mutex
	fired := false
	release := func() {
		mu.Unlock()
		defer mu.Lock()
		c.OnClose(nil)
	}
	c.OnClose(func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if fired {
			return
		}
		release()
		fired = true
		k(err)
	})
}

func releasedByCond(c Conn, k func(error)) { // want releasedByCond:"k kept: "
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	fired := false
	c.OnClose(func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if fired {
			return
		}
		cond.Wait()
		fired = true
		k(err)
	})
}

func lockedAgain(r resource, c Conn, k func(error)) { // want lockedAgain:"k kept: "
	var mu sync.Mutex
	fired := false
	c.OnClose(func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if fired {
			return
		}
		mu.Unlock()
		r.Release()
		mu.Lock()
		fired = true
		k(err)
	})
}

func onlyRead(r resource, c Conn, k func(error)) { // want onlyRead:"k kept: "
	var mu sync.RWMutex
	fired := false
	c.OnClose(func(err error) {
		mu.RLock()
		defer mu.RUnlock()
		if fired {
			return
		}
		r.Release()
		fired = true
		k(err)
	})
}

func heldOnOneWay(r resource, careful bool, c Conn, k func(error)) { // want heldOnOneWay:"k kept: "
	var mu sync.Mutex
	fired := false
	c.OnClose(func(err error) {
		if careful {
			mu.Lock()
		}
		if fired {
			return
		}
		r.Release()
		fired = true
		k(err)
	})
}
