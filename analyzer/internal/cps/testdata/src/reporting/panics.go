package reporting

import (
	"errors"
	"log"
	"time"
)

var errPanic = errors.New("panic")

func step() { panic(errPanic) }

// A function that recovers may return an error wherever it is.
func endless(k func(int, error)) (err error) { // want endless:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer func() {
		if r := recover(); r != nil {
			err = errPanic
		}
	}()
	time.AfterFunc(time.Millisecond, func() { k(1, nil) })
	for {
		step()
	}
}

func viaEndless(k func(int, error)) { // want viaEndless:"^k many: may be called twice on one path, exclusive$"
	if err := endless(func(v int, err error) { k(v, err) }); err != nil {
		k(0, err)
	}
}

func setBefore(k func(int, error)) (err error) { // want setBefore:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

func quiet() { recover() }

func setBeforeQuiet(k func(int, error)) (err error) { // want setBeforeQuiet:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer quiet()
	if err = prepare(); err == nil {
		return
	}
	go k(1, nil)
	step()
	return nil
}

func setAfter(k func(int, error)) (err error) { // want setAfter:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer quiet()
	go k(1, nil)
	err = prepare()
	step()
	return nil
}

func prepare() error { return nil }

// An error that is nil by then is returned as such.
func setNowhere(k func(int, error)) (err error) { // want setNowhere:"^k once later, spawned, exclusive, parting$"
	defer quiet()
	if err = prepare(); err != nil {
		return err
	}
	if err = launch(k); err != nil {
		return err
	}
	step()
	return nil
}

func launch(k func(int, error)) error { // want launch:"^k once later, spawned, exclusive, parting$"
	if time.Now().IsZero() {
		return errPanic
	}
	go k(1, nil)
	return nil
}

func unchecked(k func(int, error)) (err error) { // want unchecked:"^k once later, spawned, exclusive, parting$"
	defer quiet()
	err = launch(k)
	step()
	return err
}

// Who does not recover returns nothing.
func unlocks(k func(int, error)) (err error) { // want unlocks:"^k once later, spawned, exclusive, parting$"
	defer prepare()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

// An error that is made nil is none.

func setNil(k func(int, error)) (err error) { // want setNil:"^k once later, spawned, exclusive, parting$"
	defer quiet()
	if err = prepare(); err != nil {
		log.Print(err)
		err = nil
	}
	go k(1, nil)
	step()
	return nil
}

func setNilLate(k func(int, error)) (n int, err error) { // want setNilLate:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer quiet()
	err = prepare()
	go k(1, nil)
	n, err = number(), nil
	return n, nil
}

func number() int { return 1 }
