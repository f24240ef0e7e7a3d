package twicesettled

import (
	"os"

	"logx"
)

func exit(code int) {
	if code > 0 {
		os.Exit(code)
	}
	leave()
}

func leave() { panic("leave") }

func recursive(n int) { recursive(n + 1) }

func recovers() {
	defer func() { recover() }()
	panic("recovers")
}

// The function does not go on: what it calls never returns.
func exits(err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		exit(1)
	}
	done(1, nil)
}

func goesOn(err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		recovers()
	}
	done(1, nil) // want `done is called a second time here`
}

func mayExit(code int, done func(int, error)) {
	if code > 9 {
		done(0, errEmpty)
		exitIf(code)
	}
	done(1, nil) // want `done is called a second time here`
}

func exitIf(code int) {
	if code > 0 {
		exit(code)
	}
}

type process struct{}

func (*process) exit() { os.Exit(1) }

func exitsByMethod(p *process, err error, done func(int, error)) {
	quit := func() { p.exit() }
	if err != nil {
		done(0, err)
		p.exit()
	}
	if p == nil {
		done(0, errEmpty)
		quit()
	}
	done(1, nil)
}

var osExit = os.Exit

type tester interface{ Fatal(args ...any) }

// Those of other packages are known by their names.
func exitsElsewhere(t tester, code int, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		logx.Fatalf("%v", err)
	}
	if code == 1 {
		done(0, errEmpty)
		logx.Exit(err)
	}
	if code == 2 {
		done(0, errEmpty)
		logx.Fatal().Err(err).Msg("code")
	}
	if code == 3 {
		done(0, errEmpty)
		t.Fatal(err)
	}
	if code == 5 {
		done(0, errEmpty)
		logx.FatalDepthf(1, "%v", err)
	}
	if code == 4 {
		done(0, errEmpty)
		osExit(1)
	}
	done(1, nil)
}

// These go on.
func countsFatal(err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		logx.FatalErrors(1)
	}
	done(1, nil) // want `done is called a second time here`
}

func panicsPerhaps(code int, err error, done func(int, error)) {
	if code == 1 {
		done(0, errEmpty)
	}
	logx.PanicIf(err)
	done(1, nil) // want `done is called a second time here`
}

type span struct{}

func (span) Fatal() {}

func logs(err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		logx.Printf("%v", err)
	}
	done(1, nil) // want `done is called a second time here`
}

func returnsByName(s span, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		s.Fatal()
	}
	done(1, nil) // want `done is called a second time here`
}

var (
	quit = os.Exit
	bail = func(err error) { panic(err) }
	give = leave
	note = func(err error) { println(err.Error()) }
)

type app struct {
	exit func(int)
	next func(int)
}

type system interface{ Exit(code int) }

// Tests may put something else in their place.
func exitsByVariable(a *app, s system, code int, err error, done func(int, error)) {
	stop := os.Exit
	switch code {
	case 1:
		done(0, err)
		quit(1)
	case 2:
		done(0, err)
		bail(err)
	case 3:
		done(0, err)
		give()
	case 4:
		done(0, err)
		a.exit(1)
	case 5:
		done(0, err)
		s.Exit(1)
	case 6:
		done(0, err)
		stop(1)
	}
	done(1, nil)
}

type walker struct{ depth int }

func (w *walker) exit(depth int) { w.depth = depth }

func goesOnByVariable(w *walker, a *app, code int, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		note(err)
		w.exit(1)
		a.next(1)
	}
	done(1, nil) // want `done is called a second time here`
}

// These say more than fatal or panic: how that is.
func exitsInOtherWords(code int, err error, done func(int, error)) {
	switch code {
	case 1:
		done(0, err)
		logx.FatalWithFields("code", 1)
	case 2:
		done(0, err)
		logx.FatalExit("code")
	case 3:
		done(0, err)
		logx.Fatalv(err)
	case 4:
		done(0, err)
		logx.Fatale(err)
	case 5:
		done(0, err)
		logx.PanicWith("code")
	case 6:
		done(0, err)
		logx.Fatalj(nil)
	case 7:
		done(0, err)
		logx.FatalUsage("%v", err)
	case 8:
		done(0, err)
		logx.FatalInternal(err)
	case 9:
		done(0, err)
		logx.FatalWithID(1, "code")
	}
	done(1, nil)
}

// These say when, or what else is done.
func goesOnPerhaps(err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		logx.FatalOnError(err, "code")
		logx.PanicHandler("code")
		logx.FatalAlert("code")
		logx.PanicEvent(err)
	}
	done(1, nil) // want `done is called a second time here`
}
