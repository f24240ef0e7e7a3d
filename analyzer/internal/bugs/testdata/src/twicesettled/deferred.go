package twicesettled

import (
	"os"
	"strconv"
)

// What is deferred reports at the return.
func deferredFirst(s string, done func(int, error)) {
	defer done(1, nil) // want `done is called a second time here, after it has reported an outcome`
	_, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		return
	}
}

func deferredLiteral(s string, done func(int, error)) {
	n := 0
	defer func() { // want `done is called a second time here`
		done(n, nil)
	}()
	v, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		return
	}
	n = v
}

func deferredLater(s string, done func(int, error)) {
	_, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
	defer done(1, nil) // want `done is called a second time here`
}

func deferredFailure(s string, done func(int, error)) {
	_, err := strconv.Atoi(s)
	if err != nil {
		defer done(0, err)
	}
	done(1, nil) // want `done is called a second time here`
}

// It is deferred on some ways only.
func deferredPerhaps(s string, now bool, done func(int, error)) {
	if now {
		defer done(1, nil)
	}
	_, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		return
	}
}

// The function does not return.
func deferredExit(s string, done func(int, error)) {
	defer done(1, nil)
	_, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		os.Exit(1)
	}
}

func deferredFlag(s string, done func(int, error)) {
	reported := false
	defer func() {
		if !reported {
			done(1, nil)
		}
	}()
	_, err := strconv.Atoi(s)
	if err != nil {
		reported = true
		done(0, err)
		return
	}
}

func deferredAlone(s string, done func(int, error)) {
	n := 0
	var err error
	defer func() { done(n, err) }()
	n, err = strconv.Atoi(s)
	if err != nil {
		return
	}
	n++
}

// To return there would be no help.
func deferredAnyway(s string, done func(int, error)) {
	defer done(1, nil) // want `done is called a second time here`
	_, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
	}
}
