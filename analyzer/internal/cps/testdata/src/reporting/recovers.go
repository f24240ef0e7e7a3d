package reporting

import (
	"context"
	"os"
)

// What is deferred may be held by something: it recovers if what may be held does.

var quieter = func() { recover() }

func byVariable(k func(int, error)) (err error) { // want byVariable:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer quieter()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

func viaVariable(k func(int, error)) { // want viaVariable:"^k many: may be called twice on one path, exclusive$"
	if err := byVariable(k); err != nil {
		k(0, err)
	}
}

var quietest = quieter

func byOther(k func(int, error)) (err error) { // want byOther:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer quietest()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

var louder = func() { step() }

func byLouder(k func(int, error)) (err error) { // want byLouder:"^k once later, spawned, exclusive, parting$"
	defer louder()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

type hooks struct{ end func(string) }

func quietly(string) { recover() }

var endings = hooks{quietly}

func byField(k func(int, error)) (err error) { // want byField:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer endings.end("field")
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

func byParameter(end func(string), k func(int, error)) (err error) { // want byParameter:"^end once at once, called beside an error; k once later, spawned, called beside an error, exclusive, parting$"
	defer end("parameter")
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

func byMethodValue(q calm, k func(int, error)) (err error) { // want byMethodValue:"^k once later, spawned, called beside an error, exclusive, parting$"
	end := q.Finish
	defer end()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

type finisher interface{ Finish() }

type calm struct{}

func (calm) Finish() { recover() }

func byInterface(f finisher, k func(int, error)) (err error) { // want byInterface:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer f.Finish()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

// Nothing that recovers may be what these defer.
func othersDeferred(ctx context.Context, f *os.File, c interface{ Close(int) }, k func(int, error)) (err error) { // want othersDeferred:"^k once later, spawned, exclusive, parting$"
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer f.Close()
	defer c.Close(len(ctx.Err().Error()))
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

// A call of recover by what a deferred function calls, or defers, gives nothing.
func deeper(k func(int, error)) (err error) { // want deeper:"^k once later, spawned, exclusive, parting$"
	defer func() {
		defer func() { recover() }()
		func() { recover() }()
	}()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}
