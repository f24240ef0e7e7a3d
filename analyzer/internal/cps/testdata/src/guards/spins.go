package guards

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// What loops between the test of a flag and the statement that sets it.

// Who gives a lock back and takes it again lets others in, whatever the lock is made of.
func spun(c Conn, k func(error)) { // want spun:"^k kept: "
	var lock atomic.Bool
	fired := false
	c.OnClose(func(err error) {
		for !lock.CompareAndSwap(false, true) {
		}
		if fired {
			lock.Store(false)
			return
		}
		lock.Store(false)
		for !lock.CompareAndSwap(false, true) {
		}
		fired = true
		lock.Store(false)
		k(err)
	})
}

func read(c Conn, k func(error)) { // want read:"^k kept: "
	var turn atomic.Int32
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for turn.Load() != 1 {
		}
		fired = true
		k(err)
	})
}

func owned(me int32, c Conn, k func(error)) { // want owned:"^k kept: "
	var owner atomic.Int32
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for owner.Load() != 0 || !owner.CompareAndSwap(0, me) {
		}
		fired = true
		k(err)
	})
}

func backedOff(c Conn, k func(error)) { // want backedOff:"^k kept: "
	var at atomic.Pointer[int]
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for n := 0; !at.CompareAndSwap(nil, &n); n++ {
		}
		fired = true
		k(err)
	})
}

func asksAfter(turn *atomic.Int32, c Conn, k func(error)) { // want asksAfter:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for v := turn.Load(); v != 1; v = turn.Load() {
		}
		fired = true
		k(err)
	})
}

func takesAfter(lock *atomic.Bool, c Conn, k func(error)) { // want takesAfter:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for ok := false; !ok; ok = lock.CompareAndSwap(false, true) {
		}
		fired = true
		k(err)
	})
}

func countsAlong(turn *atomic.Int32, c Conn, k func(error)) { // want countsAlong:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := 0; ; i++ {
			if turn.Load() == 1 {
				break
			}
		}
		fired = true
		k(err)
	})
}

func takesAndCounts(lock *atomic.Bool, c Conn, k func(error)) { // want takesAndCounts:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := 0; ; i++ {
			if lock.CompareAndSwap(false, true) {
				break
			}
		}
		fired = true
		lock.Store(false)
		k(err)
	})
}

func ownTurn(me int32, turn *atomic.Int32, c Conn, k func(error)) { // want ownTurn:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for !turn.CompareAndSwap(me, me+1) {
		}
		fired = true
		k(err)
	})
}

func meanwhileCounts(turn, n *atomic.Int32, c Conn, k func(error)) { // want meanwhileCounts:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for turn.Load() != 1 {
			v := n.Load()
			n.CompareAndSwap(v, v+1)
		}
		fired = true
		k(err)
	})
}

func insideBounded(turn *atomic.Int32, c Conn, k func(error)) { // want insideBounded:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
	outer:
		for {
			for i := 0; i < 30; i++ {
				if turn.Load() == 1 {
					break outer
				}
			}
		}
		fired = true
		k(err)
	})
}

func insideRange(turn *atomic.Int32, c Conn, k func(error)) { // want insideRange:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
	outer:
		for {
			for range 30 {
				if turn.Load() == 1 {
					break outer
				}
			}
		}
		fired = true
		k(err)
	})
}

func asMethodValue(turn *atomic.Int32, c Conn, k func(error)) { // want asMethodValue:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		is := turn.Load
		for is() != 1 {
		}
		fired = true
		k(err)
	})
}

func swaps(lock *atomic.Bool, c Conn, k func(error)) { // want swaps:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			_, was := 0, lock.Swap(true)
			if !was {
				break
			}
		}
		fired = true
		k(err)
	})
}

func bits(turn *atomic.Int32, c Conn, k func(error)) { // want bits:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for turn.Or(1)&1 != 0 {
		}
		fired = true
		k(err)
	})
}

func inMap(turns *sync.Map, c Conn, k func(error)) { // want inMap:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for {
			if _, ok := turns.Load(1); ok {
				break
			}
		}
		fired = true
		k(err)
	})
}

func sleepless(start time.Time, c Conn, k func(error)) { // want sleepless:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for time.Since(start) < time.Second {
		}
		fired = true
		k(err)
	})
}

func filled(values chan int, c Conn, k func(error)) { // want filled:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for len(values) == 0 {
		}
		fired = true
		k(err)
	})
}

func movesBound(turn *atomic.Int32, n int, c Conn, k func(error)) { // want movesBound:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := 0; i < n; i++ {
			if turn.Load() != 1 {
				n++
			}
		}
		fired = true
		k(err)
	})
}

func movesBack(turn *atomic.Int32, n int, c Conn, k func(error)) { // want movesBack:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := 0; i < n; i++ {
			if turn.Load() != 1 {
				i--
			}
		}
		fired = true
		k(err)
	})
}

func asksForBound(turn *atomic.Int32, c Conn, k func(error)) { // want asksForBound:"^k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := int32(0); i <= turn.Load(); i++ {
		}
		fired = true
		k(err)
	})
}

// What comes to an end whatever others do is no waiting, and neither is counting.

func swapsEach(slots []*atomic.Pointer[int], c Conn, k func(error)) { // want swapsEach:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		n := 0
		for _, slot := range slots {
			if old := slot.Swap(nil); old != nil {
				n++
			}
		}
		fired = true
		k(err)
	})
}

func swapsCounted(slots []atomic.Pointer[int], c Conn, k func(error)) { // want swapsCounted:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := 0; i < len(slots); i++ {
			if old := slots[i].Swap(nil); old != nil {
				*old++
			}
		}
		fired = true
		k(err)
	})
}

func first(n *atomic.Int32, c Conn, k func(error)) { // want first:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := n.Load(); i > 0; i-- {
		}
		fired = true
		k(err)
	})
}

func tries(lock *atomic.Bool, most *int, c Conn, k func(error)) { // want tries:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for i := 0; i < *most && !lock.CompareAndSwap(false, true); i++ {
		}
		fired = true
		k(err)
	})
}

func counting(c Conn, parts []int, k func(error)) { // want counting:"^k once at an unknown time$"
	var sum, calls atomic.Int64
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		for _, part := range parts {
			sum.Add(int64(part))
		}
		for range parts {
			calls.Swap(calls.Load() + 1)
		}
		for {
			most := calls.Load()
			if most >= 9 || calls.CompareAndSwap(most, 9) {
				break
			}
		}
		for i := 0; i < 2; i++ {
			fmt.Println(sum.Load())
		}
		fired = true
		k(err)
	})
}
