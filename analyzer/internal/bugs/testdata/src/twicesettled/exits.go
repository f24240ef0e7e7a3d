package twicesettled

import "os"

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
