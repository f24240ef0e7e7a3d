// Functions that pass a continuation on.
package passing

import (
	"context"
	"errors"
	"sync"
	"time"
)

type Store interface {
	Load(key string, k func(string, error))
	OnChange(k func(string, error))
}

type Callback func(string, error)

func fetch(key string, k func(string, error)) { // want fetch:"^k once later, exclusive, parting$"
	go func() {
		value, err := load(key)
		if err != nil {
			k("", err)
			return
		}
		k(value, nil)
	}()
}

func load(string) (string, error) { return "", nil }

func onward(k func(string, error)) { // want onward:"^k once later, exclusive, parting$"
	fetch("a", k)
}

func converted(k func(string, error)) { // want converted:"^k once later, exclusive$"
	fetch("a", (Callback(k)))
}

func inLiteral(k func(error)) { // want inLiteral:"^k once later, parting$"
	fetch("a", func(s string, err error) {
		k(err)
	})
}

func twoLevels(k func(error)) { // want twoLevels:"^k once later, parting$"
	fetch("a", func(a string, err error) {
		if err != nil {
			k(err)
			return
		}
		fetch(a, func(_ string, err error) {
			k(err)
		})
	})
}

func guardForgotten(k func(error)) { // want guardForgotten:"^k many: may be called twice on one path$"
	fetch("a", func(a string, err error) {
		if err != nil {
			k(err)
		}
		fetch(a, func(_ string, err error) {
			k(err)
		})
	})
}

func zalgo(ok bool, k func(string, error)) { // want zalgo:"^k once sometimes at once, exclusive$"
	if !ok {
		k("", errors.New("no"))
		return
	}
	fetch("a", k)
}

func passedTwice(k func(string, error)) { // want passedTwice:"^k many: may be called twice on one path, exclusive$"
	fetch("a", k)
	fetch("b", k)
}

func passedInLoop(keys []string, k func(string, error)) { // want passedInLoop:"^k many: is called in a loop, exclusive$"
	for _, key := range keys {
		fetch(key, k)
	}
}

func bothArguments(k func()) { // want bothArguments:"^k once at once$"
	either(k, k)
}

func either(a, b func()) { // want either:"^a once at once; b once at once$"
	if time.Now().IsZero() {
		a()
	} else {
		b()
	}
}

func viaLoop(k func(int)) { // want viaLoop:"^k many: is passed on to each, where it is called in a loop$"
	each([]int{1}, k)
}

func each(xs []int, f func(int)) { // want each:"^f many: is called in a loop$"
	for _, x := range xs {
		f(x)
	}
}

func inEach(k func()) { // want inEach:"^k many: is passed on to each, where it is called in a loop$"
	each([]int{1}, func(int) { k() })
}

func timer(k func()) { // want timer:"^k once later, spawned, parting$"
	time.AfterFunc(time.Second, k)
}

func timerLiteral(k func(error)) { // want timerLiteral:"^k once later, spawned, parting$"
	time.AfterFunc(time.Second, func() { k(nil) })
}

func cancelled(ctx context.Context, k func()) { // want cancelled:"^k once later, spawned, parting$"
	context.AfterFunc(ctx, k)
}

func group(wg *sync.WaitGroup, k func()) { // want group:"^k once later, spawned$"
	wg.Go(k)
}

func unknownMethod(s Store, k func(string, error)) { // want unknownMethod:"^k lost: is passed on to Load, of which nothing is known$"
	s.Load("a", k)
}

func handler(s Store, k func(string, error)) { // want handler:"^k kept: is passed on to OnChange, where it is a handler by the name of the callee$"
	s.OnChange(k)
}

// A Stream has what registers handlers, or operators, without a name that begins with "on".
type Stream interface {
	SetOnClose(func(error))
	AddErrCb(func(error))
	DoOnError(func(error))
	SetItem(int, func(error))
	Do(func(error))
	SetClosed(func(error))
	SetRecordCommitted(func(error))
	CloseCallback(func(error))
	UseOnClose(func(error))
	InstallOnHost(string, func(error))
	PutCB(string, func(error))
	DoTerminate(int, func(error))
	InstallOn(func(error))
}

func closed(s Stream, k func(error)) { // want closed:"^k kept: is passed on to SetClosed, where it is a handler by the name of the callee$"
	s.SetClosed(k)
}

func commits(s Stream, k func(error)) { // want commits:"^k lost: is passed on to SetRecordCommitted, of which nothing is known$"
	s.SetRecordCommitted(k)
}

func closer(s Stream, k func(error)) { // want closer:"^k kept: is passed on to CloseCallback, where it is a handler by the name of the callee$"
	s.CloseCallback(k)
}

func uses(s Stream, k func(error)) { // want uses:"^k kept: is passed on to UseOnClose, where it is a handler by the name of the callee$"
	s.UseOnClose(k)
}

func set(f func(error)) { // want set:"^f once later, spawned, parting$"
	go f(nil)
}

func setsShown(k func(error)) { // want setsShown:"^k once later, spawned, parting$"
	set(k)
}

func installs(s Stream, k func(error)) { // want installs:"^k lost: is passed on to InstallOnHost, of which nothing is known$"
	s.InstallOnHost("host", k)
}

func puts(s Stream, k func(error)) { // want puts:"^k lost: is passed on to PutCB, of which nothing is known$"
	s.PutCB("key", k)
}

func terminates(s Stream, k func(error)) { // want terminates:"^k lost: is passed on to DoTerminate, of which nothing is known$"
	s.DoTerminate(1, k)
}

func turnsOn(s Stream, k func(error)) { // want turnsOn:"^k lost: is passed on to InstallOn, of which nothing is known$"
	s.InstallOn(k)
}

func setter(s Stream, k func(error)) { // want setter:"^k kept: is passed on to SetOnClose, where it is a handler by the name of the callee$"
	s.SetOnClose(k)
}

func adder(s Stream, k func(error)) { // want adder:"^k kept: is passed on to AddErrCb, where it is a handler by the name of the callee$"
	s.AddErrCb(k)
}

func operator(s Stream, k func(error)) { // want operator:"^k kept: is passed on to DoOnError, where it is a handler by the name of the callee$"
	s.DoOnError(k)
}

func setsItem(s Stream, k func(error)) { // want setsItem:"^k lost: is passed on to SetItem, of which nothing is known$"
	s.SetItem(1, k)
}

func does(s Stream, k func(error)) { // want does:"^k lost: is passed on to Do, of which nothing is known$"
	s.Do(k)
}

func inHandler(s Store, k func(error)) { // want inHandler:"^k kept: is passed on to OnChange, where it is a handler by the name of the callee$"
	s.OnChange(func(_ string, err error) { k(err) })
}

func wrapped(k func(string, error)) { // want wrapped:"^k lost: is passed on to traced, where it is returned$"
	fetch("a", traced(k))
}

func traced(k func(string, error)) func(string, error) { // want traced:"^k lost: is returned$"
	return k
}

func closure(k func(error)) { // want closure:"^k once later$"
	fail := func(err error) { k(err) }
	fetch("a", func(s string, err error) {
		if err != nil {
			fail(err)
			return
		}
		k(nil)
	})
}

func closureTwice(k func(error)) { // want closureTwice:"^k many: may be called twice on one path$"
	fail := func(err error) { k(err) }
	fetch("a", func(s string, err error) {
		if err != nil {
			fail(err)
		}
		k(nil)
	})
}

func closureOnward(k func(error)) { // want closureOnward:"^k once later$"
	finish := func(_ string, err error) { k(err) }
	fetch("a", finish)
}

func alias(k func(string, error)) { // want alias:"^k once later, exclusive$"
	done := k
	fetch("a", done)
}

func localFunction(k func(error)) { // want localFunction:"^k once later, parting$"
	step := func(key string, next func(error)) {
		fetch(key, func(_ string, err error) { next(err) })
	}
	step("a", k)
}

func localLoop(k func(error)) { // want localLoop:"^k many: is passed on to step, where it is called in a loop$"
	step := func(keys []string, next func(error)) {
		for range keys {
			next(nil)
		}
	}
	step(nil, k)
}

func reassigned(ok bool, k func(string, error)) { // want reassigned:"^k lost: is stored in next, which is assigned more than once$"
	next := k
	if ok {
		next = func(string, error) {}
	}
	fetch("a", next)
}

func methodExpression(s *server, k func(string, error)) { // want methodExpression:"^k once later, exclusive, parting$"
	(*server).get(s, "a", k)
}

type server struct{}

func (s *server) get(key string, k func(string, error)) { // want get:"^k once later, exclusive, parting$"
	fetch(key, k)
}

func immediately(k func(error)) { // want immediately:"^k once at once$"
	either(func() { k(nil) }, func() {})
}

func selfCalling(n int, k func(error)) { // want selfCalling:"^k once later, parting$"
	fetch("a", func(_ string, err error) {
		if err != nil && n > 0 {
			selfCalling(n-1, k)
			return
		}
		k(err)
	})
}

func pair(key string, ok func(string), fail func(error)) { // want pair:"^ok once later, parting; fail once later, parting$"
	fetch(key, func(v string, err error) {
		if err != nil {
			fail(err)
			return
		}
		ok(v)
	})
}

func both(key string, ok func(string), fail func(error)) { // want both:"^ok once later; fail once later, parting$"
	fetch(key, func(v string, err error) {
		ok(v)
		fail(err)
	})
}

func oneOfTwo(k func(string, error)) { // want oneOfTwo:"^k once later, exclusive, parting$"
	pair("a", func(v string) { k(v, nil) }, func(err error) { k("", err) })
}

func bothOfTwo(k func(string, error)) { // want bothOfTwo:"^k many: may be called twice on one path, exclusive$"
	both("a", func(v string) { k(v, nil) }, func(err error) { k("", err) })
}

func eitherTwice(k func()) { // want eitherTwice:"^k once at once$"
	either(k, func() { k() })
}

func attempt(k func(string, error)) error { // want attempt:"^k once later, nil-tested, exclusive, parting$"
	if k == nil {
		return nil
	}
	fetch("a", k)
	return nil
}

func dispatch(ok bool, k func(string, error)) error { // want dispatch:"^k once later, exclusive, parting$"
	if !ok {
		return errors.New("closed")
	}
	fetch("a", k)
	return nil
}

func dispatchFailed(k func(string, error)) { // want dispatchFailed:"^k once sometimes at once, exclusive$"
	if err := dispatch(true, k); err != nil {
		k("", err)
	}
}

func dispatchLater(k func(string, error)) { // want dispatchLater:"^k once sometimes at once, exclusive$"
	err := dispatch(true, func(s string, err error) { k(s, err) })
	if err == nil {
		return
	}
	k("", err)
}

func dispatchEither(ok bool, k func(string, error)) { // want dispatchEither:"^k once sometimes at once, exclusive$"
	var err error
	if ok {
		err = dispatch(true, k)
	} else {
		err = dispatch(false, k)
	}
	if err != nil {
		k("", err)
	}
}

func dispatchReturned(k func(string, error)) error { // want dispatchReturned:"^k once later, exclusive, parting$"
	err := dispatch(true, k)
	return err
}

func dispatchAgain(k func(string, error)) { // want dispatchAgain:"^k many: may be called twice on one path, exclusive$"
	err := dispatch(true, k)
	err = dispatch(true, k)
	if err != nil {
		k("", err)
	}
}

func dispatchIgnored(k func(string, error)) { // want dispatchIgnored:"^k many: may be called twice on one path, exclusive$"
	err := dispatch(true, k)
	k("", err)
}

func dispatchSucceeded(k func(string, error)) { // want dispatchSucceeded:"^k many: may be called twice on one path, exclusive$"
	if err := dispatch(true, k); err == nil {
		k("", nil)
	}
}

func both2(ok bool, k func(string, error)) error { // want both2:"^k once sometimes at once, called beside an error, exclusive$"
	if !ok {
		err := errors.New("closed")
		k("", err)
		return err
	}
	fetch("a", k)
	return nil
}

func reportedTwice(k func(string, error)) { // want reportedTwice:"^k many: may be called twice on one path, exclusive$"
	if err := both2(true, k); err != nil {
		k("", err)
	}
}

func cached(ok bool, s Store, k func(string, error)) { // want cached:"^k lost: is passed on to Load, of which nothing is known$"
	if ok {
		k("", nil)
		return
	}
	s.Load("a", k)
}

func calledAndPassed(s Store, k func(string, error)) { // want calledAndPassed:"^k kept: is called besides being passed on$"
	s.Load("a", k)
	k("", nil)
}

func passedToTwo(s Store, k func(string, error)) { // want passedToTwo:"^k kept: is called besides being passed on$"
	s.Load("a", k)
	s.Load("b", k)
}

func methodValue(s *server, k func(string, error)) { // want methodValue:"^k once later, exclusive, parting$"
	get := s.get
	get("a", k)
}

func functionValue(k func(string, error)) { // want functionValue:"^k once later, exclusive, parting$"
	get := fetch
	get("a", k)
}

func namedResult(k func(string, error)) (next func(string, error)) { // want namedResult:"^k lost: is stored in next, "
	next = k
	return
}

func queued(q chan request, full bool, k func(string, error)) { // want queued:"^k lost: is put into a composite literal$"
	r := request{k}
	if full {
		k("", errors.New("full"))
		return
	}
	q <- r
}

type request struct{ k func(string, error) }

func printed(k func(string, error)) { // want printed:"^k lost: is passed to describe as another type$"
	describe(k)
	k("", nil)
}

func describe(v any) string { return "" }

func forwarded(log func(request), r request) { // want forwarded:"^log many: may be called twice on one path; r.k lost: is passed on to log, of which nothing is known$"
	log(r)
	log(r)
}

func inScope(s scope, k func(error)) { // want inScope:"^k kept: is passed on to Update, where it is run in a scope by the name of the callee$"
	s.Update(func() error {
		k(nil)
		return nil
	})
}

type scope interface{ Update(f func() error) error }

// declaredHere keeps what it is given.
//
//unnest:once k
func declaredHere(k func(error)) { // want declaredHere:"^k declared kept: is stored in kept$"
	kept = k
}

var kept func(error)

func relying(k func(error)) { // want relying:"^k once later, by a declaration$"
	fetch("a", func(string, error) { declaredHere(k) })
}

func relyingByName(k func(error)) { // want relyingByName:"^k once at an unknown time, by a declaration$"
	l := k
	again := l
	declaredHere(again)
}

func relyingFurther(k func(error)) { // want relyingFurther:"^k once later, by a declaration$"
	relying(k)
}

func calledInLiteral(k func(error)) { // want calledInLiteral:"^k once at an unknown time$"
	declaredHere(func(err error) { k(err) })
}

func fromAny(v any, k func()) { // want fromAny:"^k lost: is passed on to f, of which nothing is known$"
	switch f := v.(type) {
	case func(func()):
		if v == nil {
			f = func(func()) {}
		}
		f(k)
	}
}

type hook func(func())

func (h hook) run(k func()) { // want run:"^k lost: is passed on to h, of which nothing is known, nil-tested$"
	if k == nil {
		h = func(func()) {}
	}
	h(k)
}
