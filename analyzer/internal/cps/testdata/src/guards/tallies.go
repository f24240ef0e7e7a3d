package guards

import (
	"sync"
	"sync/atomic"
)

// Counters that come to a value.

func each(ids []int, c Conn, k func(error)) { // want each:"^k once at an unknown time$"
	left := len(ids)
	for range ids {
		c.OnClose(func(error) {
			left--
			if left == 0 {
				k(nil)
			}
		})
	}
}

func eachUp(ids []int, c Conn, k func(error)) { // want eachUp:"^k once at an unknown time$"
	var mu sync.Mutex
	n := 0
	come := func(error) {
		mu.Lock()
		defer mu.Unlock()
		if n++; n != len(ids) {
			return
		}
		k(nil)
	}
	for range ids {
		c.OnClose(come)
	}
}

func eachAtomic(ids []int, c Conn, k func(error)) { // want eachAtomic:"^k once at an unknown time$"
	var left atomic.Int32
	left.Store(int32(len(ids)))
	for range ids {
		c.OnClose(func(error) {
			if left.Add(-1) == 0 {
				k(nil)
			}
		})
	}
}

func eachFunction(ids []int, c Conn, k func(error)) { // want eachFunction:"^k once at an unknown time$"
	left := int32(len(ids))
	for range ids {
		c.OnClose(func(error) {
			if now := atomic.AddInt32(&left, -1); now == 0 {
				k(nil)
			}
		})
	}
}

func eachFunctionDirect(ids []int, c Conn, k func(error)) { // want eachFunctionDirect:"^k once at an unknown time$"
	left := int32(len(ids))
	for range ids {
		c.OnClose(func(error) {
			if 0 == atomic.AddInt32(&left, -1) {
				k(nil)
			}
		})
	}
}

func eachAssigned(ids []int, c Conn, k func(error)) { // want eachAssigned:"^k once at an unknown time$"
	var left int
	left = len(ids)
	for range ids {
		c.OnClose(func(error) {
			left -= 1
			if left == 0 {
				k(nil)
			}
		})
	}
}

// twoMarks comes to two values.
func twoMarks(c Conn, k func(error)) { // want twoMarks:"^k many: may be called twice on one path$"
	n := 0
	for range 3 {
		c.OnClose(func(error) {
			n++
			if n == 2 {
				k(nil)
			}
			if n == 3 {
				k(nil)
			}
		})
	}
}

func twoMarksApart(c Conn, k func(error)) { // want twoMarksApart:"^k many: may be called twice on one path$"
	n := 0
	for range 3 {
		c.OnClose(func(error) {
			n++
			if n == 2 {
				k(nil)
			}
		})
		c.OnClose(func(error) {
			n++
			if n == 3 {
				k(nil)
			}
		})
	}
}

// testedAgain is tested twice behind one step.
func testedAgain(c Conn, k func(error)) { // want testedAgain:"^k many: may be called twice on one path$"
	n := 0
	for range 3 {
		c.OnClose(func(error) {
			n++
			if n == 2 {
				k(nil)
			}
			if n == 2 {
				k(nil)
			}
		})
	}
}

// testedOnly is tested without a step.
func testedOnly(c Conn, k func(error)) { // want testedOnly:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	n := 0
	c.OnClose(func(error) { n++ })
	for range 3 {
		c.OnClose(func(error) {
			if n == 1 {
				k(nil)
			}
		})
	}
}

// unlocked is tested when others may have made a step.
func unlocked(c Conn, k func(error)) { // want unlocked:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	var mu sync.Mutex
	n := 0
	for range 3 {
		c.OnClose(func(error) {
			mu.Lock()
			n++
			mu.Unlock()
			if n == 2 {
				k(nil)
			}
		})
	}
}

// between lets others make a step.
func between(c Conn, other func(), k func(error)) { // want between:"^other kept: is passed on to OnClose, where it is a handler by the name of the callee; k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := 3
	for range 3 {
		c.OnClose(func(error) {
			left--
			other()
			if left == 0 {
				k(nil)
			}
		})
	}
}

func upAndDown(c Conn, k func(error)) { // want upAndDown:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := 0
	for range 3 {
		left++
		c.OnClose(func(error) {
			left--
			if left == 0 {
				k(nil)
			}
		})
	}
}

func byTwo(c Conn, k func(error)) { // want byTwo:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := 4
	for range 3 {
		c.OnClose(func(error) {
			left -= 2
			if left == 0 {
				k(nil)
			}
		})
	}
}

func setBack(c Conn, k func(error)) { // want setBack:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := 4
	for range 3 {
		c.OnClose(func(error) {
			left--
			if left == 0 {
				k(nil)
				left = 4
			}
		})
	}
}

func setBackElsewhere(c Conn, k func(error)) { // want setBackElsewhere:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := 4
	reset := func(p *int) { *p = 4 }
	for range 3 {
		c.OnClose(func(error) {
			left--
			if left == 0 {
				k(nil)
			}
		})
		reset(&left)
	}
}

// givenInTurn gets a value before each step.
func givenInTurn(c Conn, k func(error)) { // want givenInTurn:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	var left int
	for range 3 {
		left = 1
		c.OnClose(func(error) {
			left--
			if left == 0 {
				k(nil)
			}
		})
	}
}

// ownInTurn is another one in each turn.
func ownInTurn(c Conn, k func(error)) { // want ownInTurn:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	for range 3 {
		left := 1
		c.OnClose(func(error) {
			left--
			if left == 0 {
				k(nil)
			}
		})
	}
}

// ownInLiteral is another one in each call.
func ownInLiteral(c Conn, k func(error)) { // want ownInLiteral:"^k many: may be called twice on one path$"
	start := func() {
		left := 1
		c.OnClose(func(error) {
			left--
			if left == 0 {
				k(nil)
			}
		})
	}
	start()
	start()
}

// movingMark is compared with what moves.
func movingMark(c Conn, ids []int, k func(error)) { // want movingMark:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	n := 0
	for range 3 {
		c.OnClose(func(error) {
			ids = append(ids, n)
			n++
			if n == len(ids) {
				k(nil)
			}
		})
	}
}

// ownMark is compared with what each call has.
func ownMark(c Conn, count func() int, k func(error)) { // want ownMark:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	n := 0
	for range 3 {
		c.OnClose(func(error) {
			at := count()
			n++
			if n == at {
				k(nil)
			}
		})
	}
}

func below(c Conn, k func(error)) { // want below:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := 2
	for range 3 {
		c.OnClose(func(error) {
			left--
			if left <= 0 {
				k(nil)
			}
		})
	}
}

func besideFailure(ids []int, c Conn, k func(error)) { // want besideFailure:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			if err != nil {
				k(err)
				return
			}
			left--
			if left == 0 {
				k(nil)
			}
		})
	}
}

func firstFailure(ids []int, c Conn, k func(error)) { // want firstFailure:"^k once at an unknown time$"
	left := len(ids)
	var failed error
	for range ids {
		c.OnClose(func(err error) {
			if err != nil && failed == nil {
				failed = err
			}
			left--
			if left == 0 {
				k(failed)
			}
		})
	}
}

// growing is compared with the length of what grows.
func growing(c Conn, seen map[int]bool, k func(error)) { // want growing:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	n := 0
	for range 3 {
		c.OnClose(func(error) {
			seen[n] = true
			n++
			if n == len(seen) {
				k(nil)
			}
		})
	}
}

func byPointer(c Conn, k func(error)) { // want byPointer:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := new(atomic.Int32)
	other := left
	for range 3 {
		c.OnClose(func(error) {
			if left.Add(-1) == 0 {
				k(nil)
			}
		})
	}
	other.Store(1)
}

func narrow(c Conn, k func(error)) { // want narrow:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	var n uint8
	for range 600 {
		c.OnClose(func(error) {
			n++
			if n == 0 {
				k(nil)
			}
		})
	}
}

func narrowed(c Conn, k func(error)) { // want narrowed:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	n := 0
	for range 600 {
		c.OnClose(func(error) {
			n++
			if uint8(n) == 1 {
				k(nil)
			}
		})
	}
}

func float(c Conn, k func(error)) { // want float:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	n := float64(1 << 53)
	for range 3 {
		c.OnClose(func(error) {
			n++
			if n == 1<<53 {
				k(nil)
			}
		})
	}
}

func yes(first *bool) bool { *first = true; return true }

func variableChanges(c Conn, k func(error)) { // want variableChanges:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	var fired atomic.Bool
	c.OnClose(func(err error) {
		if first := fired.CompareAndSwap(false, true); yes(&first) && first {
			k(err)
		}
	})
}

func variableIsOlder(c Conn, k func(error)) { // want variableIsOlder:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	var fired atomic.Bool
	var first bool
	set := func() bool { first = true; return true }
	c.OnClose(func(err error) {
		if first = fired.CompareAndSwap(false, true); set() && first {
			k(err)
		}
	})
}

func inVariable(ids []int, c Conn, k func(error)) { // want inVariable:"^k once at an unknown time$"
	left := len(ids)
	var mu sync.Mutex
	for range ids {
		c.OnClose(func(error) {
			mu.Lock()
			left--
			last := left == 0
			mu.Unlock()
			if last {
				k(nil)
			}
		})
	}
}

func inVariableNot(ids []int, c Conn, k func(error)) { // want inVariableNot:"^k once at an unknown time$"
	left := len(ids)
	var mu sync.Mutex
	for range ids {
		c.OnClose(func(error) {
			mu.Lock()
			left--
			more := left != 0
			mu.Unlock()
			if !more {
				k(nil)
			}
		})
	}
}

func inVariableLeft(ids []int, c Conn, k func(error)) { // want inVariableLeft:"^k once at an unknown time$"
	left := len(ids)
	var mu sync.Mutex
	for range ids {
		c.OnClose(func(error) {
			mu.Lock()
			left--
			last := left == 0
			mu.Unlock()
			if !last {
				return
			}
			k(nil)
		})
	}
}

func atomicInVariable(ids []int, c Conn, k func(error)) { // want atomicInVariable:"^k once at an unknown time$"
	left := int32(len(ids))
	for range ids {
		c.OnClose(func(error) {
			now := atomic.AddInt32(&left, -1)
			if now == 0 {
				k(nil)
			}
		})
	}
}

// failureBetween keeps the first failure between the step and the test.
func failureBetween(ids []int, c Conn, k func(error)) { // want failureBetween:"^k once at an unknown time$"
	left := len(ids)
	var failed error
	for range ids {
		c.OnClose(func(err error) {
			left--
			if err != nil && failed == nil {
				failed = err
			}
			if left == 0 {
				k(failed)
			}
		})
	}
}

// failuresBetween keeps them all.
func failuresBetween(ids []int, c Conn, k func([]error)) { // want failuresBetween:"^k once at an unknown time$"
	left := len(ids)
	var failures []error
	for range ids {
		c.OnClose(func(err error) {
			left--
			if err != nil {
				failures = append(failures, err)
			}
			for range failures {
				_ = len(failures)
			}
			if left == 0 {
				k(failures)
			}
		})
	}
}

// callBetween calls something on one way between the step and the test.
func callBetween(ids []int, c Conn, other func(error), k func(error)) { // want callBetween:"^other kept: is passed on to OnClose, where it is a handler by the name of the callee; k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			left--
			if err != nil {
				other(err)
			}
			if left == 0 {
				k(nil)
			}
		})
	}
}

// oneWay makes a step on one way alone.
func oneWay(ids []int, c Conn, k func(error)) { // want oneWay:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			if err == nil {
				left--
			}
			if left == 0 {
				k(nil)
			}
		})
	}
}

// againAndAgain tests for the value in a loop behind one step.
func againAndAgain(ids []int, c Conn, k func(error)) { // want againAndAgain:"^k many: is called in a loop$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			left--
			for range ids {
				if left == 0 {
					k(nil)
				}
			}
		})
	}
}

// inVariableAgain is tested in a loop.
func inVariableAgain(ids []int, c Conn, k func(error)) { // want inVariableAgain:"^k many: is called in a loop$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			left--
			last := left == 0
			for range ids {
				if last {
					k(nil)
				}
			}
		})
	}
}

// inVariableTwice is tested twice.
func inVariableTwice(ids []int, c Conn, k func(error)) { // want inVariableTwice:"^k many: may be called twice on one path$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			left--
			last := left == 0
			if last {
				k(nil)
			}
			if last {
				k(nil)
			}
		})
	}
}

// inVariableSet is another one at the test.
func inVariableSet(ids []int, c Conn, k func(error)) { // want inVariableSet:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			left--
			last := left == 0
			last = last || err == nil
			if last {
				k(nil)
			}
		})
	}
}

// waits lets others make a step.
func waits(ids []int, c Conn, gate chan int, k func(error)) { // want waits:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			left--
			<-gate
			if left == 0 {
				k(nil)
			}
		})
	}
}

func swappedInVariable(c Conn, k func(error)) { // want swappedInVariable:"^k once at an unknown time$"
	var fired atomic.Bool
	for range 2 {
		c.OnClose(func(err error) {
			first := fired.CompareAndSwap(false, true)
			if !first {
				return
			}
			k(err)
		})
	}
}

func swappedInVariableAgain(c Conn, k func(error)) { // want swappedInVariableAgain:"^k many: is called in a loop$"
	var fired atomic.Bool
	c.OnClose(func(err error) {
		first := fired.CompareAndSwap(false, true)
		for range 2 {
			if first {
				k(err)
			}
		}
	})
}

// nestedTest tests for the same again where it has passed.
func nestedTest(c Conn, k func(error)) { // want nestedTest:"^k many: may be called twice on one path$"
	var fired atomic.Bool
	c.OnClose(func(err error) {
		if first := fired.CompareAndSwap(false, true); first {
			k(err)
			if first {
				k(err)
			}
		}
	})
}

func belowZero(ids []int, c Conn, k func(error)) { // want belowZero:"^k once at an unknown time$"
	left := int32(len(ids))
	for range ids {
		c.OnClose(func(err error) {
			now := atomic.AddInt32(&left, -1)
			if now < 0 {
				panic("below")
			}
			if now == 0 {
				k(err)
			}
		})
	}
}

// copiedBehind tests the copy of what its own step has left.
func copiedBehind(ids []int, c Conn, k func(error)) { // want copiedBehind:"^k once at an unknown time$"
	var mu sync.Mutex
	var first error
	left := len(ids)
	finish := func(err error) {
		mu.Lock()
		if first == nil {
			first = err
		}
		left--
		now := left
		mu.Unlock()
		if now != 0 {
			return
		}
		k(first)
	}
	for range ids {
		c.OnClose(finish)
	}
}

func copiedInHead(ids []int, c Conn, k func(error)) { // want copiedInHead:"^k once at an unknown time$"
	left := int32(len(ids))
	for range ids {
		c.OnClose(func(err error) {
			left--
			if now := int(left); now == 0 {
				k(err)
			}
		})
	}
}

// copiedLate may copy what another step has left.
func copiedLate(ids []int, c Conn, k func(error)) { // want copiedLate:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	var mu sync.Mutex
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			mu.Lock()
			left--
			mu.Unlock()
			mu.Lock()
			now := left
			mu.Unlock()
			if now == 0 {
				k(err)
			}
		})
	}
}

// copiedEarly copies what the step before has left.
func copiedEarly(ids []int, c Conn, k func(error)) { // want copiedEarly:"^k kept: is passed on to OnClose, where it is a handler by the name of the callee$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			now := left
			left--
			if now == 1 {
				k(err)
			}
		})
	}
}

// copiedTwice is tested twice.
func copiedTwice(ids []int, c Conn, k func(error)) { // want copiedTwice:"^k many: may be called twice on one path$"
	left := len(ids)
	for range ids {
		c.OnClose(func(err error) {
			left--
			now := left
			if now == 0 {
				k(nil)
			}
			if now == 0 {
				k(err)
			}
		})
	}
}
