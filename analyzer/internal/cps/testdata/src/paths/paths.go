// How often a function is called on a path.
package paths

import (
	"log"
	"os"
	"sync"
	"time"
)

type T struct{}

func work() (int, error) { return 0, nil }

func once(k func(error)) { // want once:"^k once at once$"
	k(nil)
}

func branches(ok bool, k func(error)) { // want branches:"^k once at once$"
	if ok {
		k(nil)
		return
	}
	k(os.ErrInvalid)
}

func elseBranch(ok bool, k func(error)) { // want elseBranch:"^k once at once$"
	if ok {
		k(nil)
	} else {
		k(os.ErrInvalid)
	}
}

func cases(n int, k func(error)) { // want cases:"^k once at once$"
	switch {
	case n > 1:
		k(nil)
	case n > 0:
		k(os.ErrInvalid)
	default:
		k(os.ErrExist)
	}
}

func received(a, b chan int, k func(int)) { // want received:"^k once at once$"
	select {
	case v := <-a:
		k(v)
	case v := <-b:
		k(v)
	}
}

func maybe(ok bool, k func(error)) { // want maybe:"^k once at once$"
	if ok {
		k(nil)
	}
}

func never(k func(error)) {} // want never:"^k never called$"

func nilTest(k func(error)) { // want nilTest:"^k once at once, nil-tested$"
	if k != nil {
		k(nil)
	}
}

func defaulted(k func(error)) { // want defaulted:"^k once at once, nil-tested$"
	if k == nil {
		k = func(error) {}
	}
	k(nil)
}

func spawned(k func(error)) { // want spawned:"^k once later, spawned, parting$"
	go k(nil)
}

func onGoroutine(k func(int, error)) { // want onGoroutine:"^k once later, parting$"
	go func() {
		k(work())
	}()
}

func workThenCall(k func(int, error)) { // want workThenCall:"^k once later, parting$"
	go func() {
		n, err := work()
		k(n, err)
	}()
}

func deferred(k func()) { // want deferred:"^k once at once$"
	defer k()
	_, _ = work()
}

func deferredOnGoroutine(k func()) { // want deferredOnGoroutine:"^k once later$"
	go func() {
		defer k()
		_, _ = work()
	}()
}

func sometimes(cached bool, k func(int, error)) { // want sometimes:"^k once sometimes at once$"
	if cached {
		k(1, nil)
		return
	}
	go func() {
		n, err := work()
		k(n, err)
	}()
}

func onTheSpot(k func()) { // want onTheSpot:"^k once at once$"
	func() { k() }()
}

func fatal(ok bool, k func(error)) { // want fatal:"^k once at once$"
	if !ok {
		k(os.ErrInvalid)
		log.Fatal("no")
	}
	k(nil)
}

func panics(ok bool, k func(error)) { // want panics:"^k once at once$"
	if !ok {
		k(os.ErrInvalid)
		panic("no")
	}
	k(nil)
}

func lastRound(k func(error)) { // want lastRound:"^k once at once$"
	for i := 0; ; i++ {
		if i > 3 {
			k(nil)
			return
		}
	}
}

func brokenOut(xs []int, k func(int)) { // want brokenOut:"^k once at once$"
	for _, x := range xs {
		if x > 0 {
			k(x)
			break
		}
	}
}

func missingReturn(err error, k func(error)) { // want missingReturn:"^k many: may be called twice on one path$"
	if err != nil {
		k(err)
	}
	k(nil)
}

func twice(k func(error)) { // want twice:"^k many: may be called twice on one path$"
	k(nil)
	k(nil)
}

func loop(xs []int, k func(int)) { // want loop:"^k many: is called in a loop$"
	for _, x := range xs {
		k(x)
	}
}

func loopOverFunc(seq func(func(int) bool), k func(int)) { // want loopOverFunc:"k many: is called in a loop"
	for x := range seq {
		k(x)
	}
}

func gotoLoop(k func()) { // want gotoLoop:"^k many: is called in a loop$"
again:
	k()
	if time.Now().IsZero() {
		goto again
	}
}

func goroutines(n int, k func(int)) { // want goroutines:"^k many: is called in a loop$"
	for i := range n {
		go func() { k(i) }()
	}
}

func inLoopOnGoroutine(k func(int)) { // want inLoopOnGoroutine:"^k many: is called in a loop$"
	go func() {
		for {
			n, _ := work()
			k(n)
		}
	}()
}

func goroutineAndHere(k func()) { // want goroutineAndHere:"^k many: may be called twice on one path$"
	go k()
	k()
}

func deferAndHere(k func()) { // want deferAndHere:"^k many: may be called twice on one path$"
	defer k()
	k()
}

func loopWithContinue(xs []int, k func(error)) { // want loopWithContinue:"^k many: is called in a loop$"
	for _, x := range xs {
		if x < 0 {
			k(os.ErrInvalid)
			continue
		}
		return
	}
}

func two(ok func(int), fail func(error)) { // want two:"^ok once later, parting; fail once later, parting$"
	go func() {
		n, err := work()
		if err != nil {
			fail(err)
			return
		}
		ok(n)
	}()
}

func progress(report func(int), done func(error)) { // want progress:"^report many: is called in a loop; done once later, parting$"
	go func() {
		for i := range 10 {
			report(i)
			_, _ = work()
		}
		done(nil)
	}()
}

func (T) method(k func(error)) { // want method:"^k once at once$"
	k(nil)
}

func withResult(f func() error) error { return f() } // not a callback: the result is used

func waitsForChannel(k func(int)) { // want waitsForChannel:"^k once at once$"
	done := make(chan struct{})
	go func() {
		n, _ := work()
		k(n)
		close(done)
	}()
	<-done
}

func waitsForResult(k func(int)) error { // want waitsForResult:"^k once at once, called beside an error$"
	errs := make(chan error)
	go func() {
		n, err := work()
		k(n)
		errs <- err
	}()
	return <-errs
}

func waitsAtTheEnd(k func(int)) { // want waitsAtTheEnd:"^k once at once$"
	done := make(chan struct{})
	defer func() { <-done }()
	go func() {
		defer close(done)
		n, _ := work()
		k(n)
	}()
}

func waitsElsewhere(k func(int)) { // want waitsElsewhere:"^k once later$"
	done := make(chan struct{})
	go func() { <-done }()
	go func() {
		defer close(done)
		n, _ := work()
		k(n)
	}()
}

func waitsForOther(k func(int)) { // want waitsForOther:"^k once later, parting$"
	ready := make(chan struct{})
	go func() { close(ready) }()
	go func() {
		n, _ := work()
		k(n)
	}()
	<-ready
}

func reply(k func(int)) { // want reply:"^k once at once$"
	k(1)
}

func startsReply(k func(int)) { // want startsReply:"^k once later, spawned$"
	go reply(k)
}

func finds(k func(int)) { // want finds:"^k once at once$"
	n, _ := work()
	k(n)
}

func startsFinds(k func(int)) { // want startsFinds:"^k once later$"
	go finds(k)
}

func startsFindsInside(k func(int)) { // want startsFindsInside:"^k once later$"
	go func() { finds(k) }()
}

func startsAndCalls(k func(int)) { // want startsAndCalls:"^k many: may be called twice on one path$"
	go finds(k)
	k(0)
}

func startsInLoop(n int, k func(int)) { // want startsInLoop:"^k many: is called in a loop$"
	for range n {
		go finds(k)
	}
}

func findsAtTheEnd(k func(int)) { // want findsAtTheEnd:"^k once at once$"
	defer finds(k)
}

func signals(done chan struct{}, k func(int)) { // want signals:"^k once at once$"
	defer close(done)
	finds(k)
}

func waitsForStarted(k func(int)) { // want waitsForStarted:"^k once at once$"
	done := make(chan struct{})
	go signals(done, k)
	<-done
}

func group(wg *sync.WaitGroup, k func(int)) { // want group:"^k once at once$"
	defer wg.Done()
	finds(k)
}

func waitsForGroup(k func(int)) { // want waitsForGroup:"^k once at once$"
	var wg sync.WaitGroup
	wg.Add(1)
	go group(&wg, k)
	wg.Wait()
}

func startsBeside(k func(int)) { // want startsBeside:"^k once later$"
	var wg sync.WaitGroup
	go finds(k)
	wg.Wait()
}
