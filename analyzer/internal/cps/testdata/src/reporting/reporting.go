// Launches that return an error although the continuation comes.
package reporting

import (
	"errors"
	"syscall"

	"lib"
)

func check(n int) (int, error) { return n, errors.New("bad") }

func tuple(n int, k func(int, error)) (int, error) { // want tuple:"^k once later, spawned, called beside an error, exclusive, parting$"
	go k(n, nil)
	return check(n)
}

func viaTuple(n int, k func(int, error)) { // want viaTuple:"^k many: may be called twice on one path, exclusive$"
	if _, err := tuple(n, k); err != nil {
		k(0, err)
	}
}

func tupleOnward(n int, k func(int, error)) (int, error) { // want tupleOnward:"^k once later, spawned, called beside an error, exclusive, parting$"
	return tuple(n, k)
}

func launched(n int, k func(int, error)) (int, error) { // want launched:"^k once later, spawned, exclusive, parting$"
	if n == 0 {
		return 0, errors.New("none")
	}
	go k(n, nil)
	return n, nil
}

func launchedOnward(n int, k func(int, error)) (int, error) { // want launchedOnward:"^k once later, spawned, exclusive, parting$"
	return launched(n, k)
}

func viaLaunched(n int, k func(int, error)) { // want viaLaunched:"^k once sometimes at once, spawned, exclusive$"
	if _, err := launchedOnward(n, k); err != nil {
		k(0, err)
	}
}

func errno(n int, k func(int, error)) error { // want errno:"^k once later, spawned, called beside an error, exclusive, parting$"
	go k(n, nil)
	if n > 0 {
		return syscall.EBADF
	}
	return nil
}

func viaErrno(n int, k func(int, error)) { // want viaErrno:"^k many: may be called twice on one path, exclusive$"
	if err := errno(n, k); err != nil {
		k(0, err)
	}
}

func errnoFirst(n int, k func(int, error)) error { // want errnoFirst:"^k once later, spawned, exclusive, parting$"
	if n > 0 {
		return syscall.EBADF
	}
	go k(n, nil)
	return nil
}

func viaOther(n int, k func(int, error)) { // want viaOther:"^k many: may be called twice on one path, exclusive$"
	if err := lib.Beside(n, k); err != nil {
		k(0, err)
	}
}

type problem struct{}

func (*problem) Error() string { return "problem" }

func concrete(n int, k func(int, error)) *problem { // want concrete:"^k once later, spawned, called beside an error, exclusive, parting$"
	go k(n, nil)
	return &problem{}
}

func viaConcrete(n int, k func(int, error)) { // want viaConcrete:"^k many: may be called twice on one path, exclusive$"
	var err error
	if err = concrete(n, k); err != nil {
		k(0, err)
	}
}

type coded interface {
	error
	Code() int
}

func wider(n int, c coded, k func(int, error)) error { // want wider:"^k once later, spawned, called beside an error, exclusive, parting$"
	go k(n, nil)
	return c
}

func generic[E error](n int, e E, k func(int, error)) error { // want generic:"^k once later, spawned, called beside an error, exclusive, parting$"
	go k(n, nil)
	return e
}

func deferred(n int, k func(int, error)) (c coded) { // want deferred:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer func() { c = nil }()
	go k(n, nil)
	return nil
}

// No pointer is an error all the same, as a value of type error.

type opError struct{}

func (*opError) Error() string { return "op" }

func pointer(n int, k func(int, error)) *opError { // want pointer:"^k once later, spawned, exclusive, parting$"
	go k(n, nil)
	return nil
}

func viaPointer(n int, k func(int, error)) { // want viaPointer:"^k once sometimes at once, spawned, exclusive$"
	if err := pointer(n, k); err != nil {
		k(0, err)
	}
}

func viaError(n int, k func(int, error)) { // want viaError:"^k many: may be called twice on one path, exclusive$"
	var err error
	if err = pointer(n, k); err != nil {
		k(0, err)
	}
}

func pointerTuple(n int, k func(int, error)) (int, *opError) { // want pointerTuple:"^k once later, spawned, exclusive, parting$"
	go k(n, nil)
	return 0, nil
}

func viaTupleError(n int, k func(int, error)) { // want viaTupleError:"^k many: may be called twice on one path, exclusive$"
	var err error
	if _, err = pointerTuple(n, k); err != nil {
		k(0, err)
	}
}

func asError(n int, k func(int, error)) error { // want asError:"^k once later, spawned, called beside an error, exclusive, parting$"
	return pointer(n, k)
}

func viaAsError(n int, k func(int, error)) { // want viaAsError:"^k many: may be called twice on one path, exclusive$"
	if err := asError(n, k); err != nil {
		k(0, err)
	}
}

func asErrorLater(n int, k func(int, error)) error { // want asErrorLater:"^k once later, spawned, called beside an error, exclusive, parting$"
	err := pointer(n, k)
	return err
}

func asErrorNamed(n int, k func(int, error)) (err error) { // want asErrorNamed:"^k once later, spawned, called beside an error, exclusive, parting$"
	err = pointer(n, k)
	return
}

func asErrorTested(n int, k func(int, error)) error { // want asErrorTested:"^k once later, spawned, exclusive, parting$"
	if err := pointer(n, k); err != nil {
		return err
	}
	return nil
}

func interfaced(n int, k func(int, error)) coded { // want interfaced:"^k once later, spawned, exclusive, parting$"
	go k(n, nil)
	return nil
}

func asInterface(n int, k func(int, error)) error { // want asInterface:"^k once later, spawned, exclusive, parting$"
	return interfaced(n, k)
}

func viaInterface(n int, k func(int, error)) { // want viaInterface:"^k once sometimes at once, spawned, exclusive$"
	var err error
	if err = interfaced(n, k); err != nil {
		k(0, err)
	}
}

// What is called an error, and what is not.

type OpErr struct{}
type apierror struct{}
type ErrorCode struct{}
type Deferred struct{}
type ErrorHandler struct{}

func opErr(n int, k func(int, error)) *OpErr               { go k(n, nil); return nil } // want opErr:"^k once"
func apiError(n int, k func(int, error)) *apierror         { go k(n, nil); return nil } // want apiError:"^k once"
func errorCode(n int, k func(int, error)) *ErrorCode       { go k(n, nil); return nil } // want errorCode:"^k once"
func deferredOne(n int, k func(int, error)) *Deferred      { go k(n, nil); return nil } // want deferredOne:"^k once"
func errorHandler(n int, k func(int, error)) *ErrorHandler { go k(n, nil); return nil } // want errorHandler:"^k once"

func viaOpErr(n int, k func(int, error)) { // want viaOpErr:"^k once sometimes at once, spawned, exclusive$"
	if err := opErr(n, k); err != nil {
		k(0, nil)
	}
}

func viaAPIError(n int, k func(int, error)) { // want viaAPIError:"^k once sometimes at once, spawned, exclusive$"
	if err := apiError(n, k); err != nil {
		k(0, nil)
	}
}

func viaErrorCode(n int, k func(int, error)) { // want viaErrorCode:"^k once sometimes at once, spawned, exclusive$"
	if err := errorCode(n, k); err != nil {
		k(0, nil)
	}
}

func viaDeferred(n int, k func(int, error)) { // want viaDeferred:"^k many: may be called twice on one path, exclusive$"
	if d := deferredOne(n, k); d != nil {
		k(0, nil)
	}
}

func viaHandler(n int, k func(int, error)) { // want viaHandler:"^k many: may be called twice on one path, exclusive$"
	if h := errorHandler(n, k); h != nil {
		k(0, nil)
	}
}

// either tells of the error beside which it returns it.
func either(n int, k func(int), fail func(error)) error { // want either:"^k once later, spawned, parting; fail once at once, called beside an error$"
	if n < 0 {
		fail(errBad)
		return errBad
	}
	go k(n)
	return nil
}

func viaEither(n int, k func(int, error)) { // want viaEither:"^k many: may be called twice on one path, exclusive$"
	if err := either(n, func(v int) { k(v, nil) }, func(err error) { k(0, err) }); err != nil {
		k(0, err)
	}
}

func eitherOnward(n int, k func(int, error)) error { // want eitherOnward:"^k once sometimes at once, spawned, called beside an error, exclusive$"
	return either(n, func(v int) { k(v, nil) }, func(err error) { k(0, err) })
}

func viaEitherOnward(n int, k func(int, error)) { // want viaEitherOnward:"^k many: may be called twice on one path, exclusive$"
	if err := eitherOnward(n, k); err != nil {
		k(0, err)
	}
}

// oneOf returns an error only if it tells nobody.
func oneOf(n int, k func(int), fail func(error)) error { // want oneOf:"^k once later, spawned, parting; fail once at once$"
	if n < 0 {
		return errBad
	}
	if n == 0 {
		fail(errBad)
		return nil
	}
	go k(n)
	return nil
}

func viaOneOf(n int, k func(int, error)) { // want viaOneOf:"^k once sometimes at once, spawned, exclusive$"
	if err := oneOf(n, func(v int) { k(v, nil) }, func(err error) { k(0, err) }); err != nil {
		k(0, err)
	}
}

var errBad = errors.New("bad")
