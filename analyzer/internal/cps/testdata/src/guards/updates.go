package guards

import (
	"fmt"
	"sync/atomic"
)

// A loop that others can only be in the way of waits for nobody.

func atMost(best *atomic.Int64, c Conn, k func(error)) { // want atMost:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for old := best.Load(); old < 9; old = best.Load() {
			if best.CompareAndSwap(old, 9) {
				break
			}
		}
		fired = true
		k(err)
	})
}

func updated(n *atomic.Int64, c Conn, k func(error)) { // want updated:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			old := n.Load()
			if n.CompareAndSwap(old, old+1) {
				break
			}
		}
		fired = true
		k(err)
	})
}

func againIfNot(n *atomic.Int64, c Conn, k func(error)) { // want againIfNot:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		old := n.Load()
		for !n.CompareAndSwap(old, old+1) {
			old = n.Load()
		}
		fired = true
		k(err)
	})
}

func continues(n *atomic.Int64, c Conn, k func(error)) { // want continues:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			old := n.Load()
			if !n.CompareAndSwap(old, old*2) {
				continue
			}
			fmt.Println(old)
			break
		}
		fired = true
		k(err)
	})
}

func leaves(n *atomic.Int64, c Conn, k func(error)) { // want leaves:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			if old := n.Load(); old < 0 || n.CompareAndSwap(old, old+1) {
				break
			}
		}
		fired = true
		k(err)
	})
}

// A loop that wants one of the values that an atomic may have waits for it.

func triesNoTurn(turn *atomic.Int32, c Conn, k func(error)) { // want triesNoTurn:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			old := turn.Load()
			if old != 1 {
				continue
			}
			if turn.CompareAndSwap(old, old+1) {
				break
			}
		}
		fired = true
		k(err)
	})
}

func triesSome(turn *atomic.Int32, c Conn, k func(error)) { // want triesSome:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			old := turn.Load()
			if old == 1 && turn.CompareAndSwap(old, old+1) {
				break
			}
		}
		fired = true
		k(err)
	})
}

func wants(turn *atomic.Int32, c Conn, k func(error)) { // want wants:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			old := turn.Load()
			if old != 1 {
				old = 1
			}
			if turn.CompareAndSwap(old, 2) {
				break
			}
		}
		fired = true
		k(err)
	})
}

func asksBefore(turn *atomic.Int32, c Conn, k func(error)) { // want asksBefore:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		old := turn.Load()
		for !turn.CompareAndSwap(old, 1) {
		}
		fired = true
		k(err)
	})
}

func asksAnother(turn, other *atomic.Int32, c Conn, k func(error)) { // want asksAnother:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			old := other.Load()
			if turn.CompareAndSwap(old, old+1) {
				break
			}
		}
		fired = true
		k(err)
	})
}

func asksElsewhere(turn, other *atomic.Int32, c Conn, k func(error)) { // want asksElsewhere:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			old := turn.Load()
			turn = other
			if turn.CompareAndSwap(old, old+1) {
				break
			}
		}
		fired = true
		k(err)
	})
}

func asksTooLate(turn *atomic.Int32, c Conn, k func(error)) { // want asksTooLate:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		var old int32
		for {
			if !turn.CompareAndSwap(old, 1) {
				continue
			}
			old = turn.Load()
			break
		}
		fired = true
		k(err)
	})
}

func elements(turns []atomic.Int32, c Conn, k func(error)) { // want elements:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := range turns {
			for {
				old := turns[i].Load()
				if turns[i].CompareAndSwap(old, 0) {
					break
				}
			}
		}
		fired = true
		k(err)
	})
}

func alsoAsks(turn, n *atomic.Int32, c Conn, k func(error)) { // want alsoAsks:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			for {
				old := n.Load()
				if n.CompareAndSwap(old, old+1) {
					break
				}
			}
			if turn.Load() == 1 {
				break
			}
		}
		fired = true
		k(err)
	})
}
