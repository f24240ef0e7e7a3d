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
	if code == 4 {
		done(0, errEmpty)
		osExit(1)
	}
	done(1, nil)
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
