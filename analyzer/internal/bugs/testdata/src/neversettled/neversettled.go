package neversettled

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"strconv"
	"time"
)

func fetch(name string, k func(int, error)) { go k(len(name), nil) }

func forgets(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		log.Print(err)
		return // want `done is not called on the way to this return`
	}
	done(n, nil)
}

func onlyError(s string, done func(error)) {
	_, err := strconv.Atoi(s)
	if err != nil {
		return // want `done is not called on the way to this return`
	}
	done(nil)
}

func inCallback(s string, done func(int, error)) {
	fetch(s, func(n int, err error) {
		if err != nil {
			log.Print(err)
			return // want `done is not called on the way to this return`
		}
		done(n, nil)
	})
}

func reports(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		done(0, err)
		return
	}
	done(n, nil)
}

func deferred(s string, done func(int, error)) {
	n := 0
	defer func() { done(n, nil) }()
	_, err := strconv.Atoi(s)
	if err != nil {
		return
	}
	n++
}

// The result says that done will not be called.
func withResult(s string, done func(int, error)) error {
	n, err := strconv.Atoi(s)
	if err != nil {
		return err
	}
	done(n, nil)
	return nil
}

// Somebody else is told.
func toAnother(s string, done func(int, error), fail func(error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		fail(err)
		return
	}
	done(n, nil)
}

// It is called for failures only.
func failing(s string, fail func(error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return
	}
	if n < 0 {
		fail(strconv.ErrRange)
	}
}

// There may be nothing to wait for.
func closed(is bool, done func(int, error)) {
	if is {
		return
	}
	done(1, nil)
}

// It is handed on before.
func handedOn(s string, done func(int, error)) {
	fetch(s, done)
	n, err := strconv.Atoi(s)
	if err != nil {
		return
	}
	done(n, nil)
}

// The timer reports the failure.
func timed(s string, done func(int, error)) {
	time.AfterFunc(time.Second, func() { done(0, strconv.ErrRange) })
	fetch(s, func(n int, err error) {
		if err != nil {
			return
		}
		done(n, nil)
	})
}

// The callback only adds to the log.
func beside(s string, done func(int, error)) {
	fetch(s, func(n int, err error) {
		if err != nil {
			return
		}
		if n > 9 {
			done(n, nil)
		}
	})
	done(1, nil)
}

// Without somebody who waits there is nothing to report.
func optional(s string, done func(int, error)) {
	if done == nil {
		return
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return
	}
	done(n, nil)
}

// The wrapper is there, and is not called.
func wrapped(s string, done func(int, error)) {
	fail := func(err error) { done(0, err) }
	n, err := strconv.Atoi(s)
	if err != nil {
		return // want `done is not called on the way to this return`
	}
	if n < 0 {
		fail(strconv.ErrRange)
		return
	}
	done(n, nil)
}

func deeper(s string, done func(int, error)) {
	fetch(s, func(n int, err error) {
		if err != nil {
			done(0, err)
			return
		}
		fetch(s, func(m int, err error) {
			if err != nil {
				return // want `done is not called on the way to this return`
			}
			done(n+m, nil)
		})
	})
}

func either(s string, done func(int, error)) {
	if s == "" {
		fetch("none", func(n int, err error) {
			if err != nil {
				return // want `done is not called on the way to this return`
			}
			done(n, nil)
		})
		return
	}
	fetch(s, done)
}

func try(name string, k func(int, error)) error {
	go k(len(name), nil)
	return nil
}

func tried(s string, done func(int, error)) {
	err := try(s, func(n int, err error) {
		if err != nil {
			return // want `done is not called on the way to this return`
		}
		done(n, nil)
	})
	if err != nil {
		done(0, err)
	}
}

// Who is told of one thing after another may be told of none.
func streams(s string, emit func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return
	}
	emit(n, nil)
}

type logger struct{}

func (logger) Errorf(format string, args ...any) {}

// Each of these tells a log, and nobody who waits.
func logged(s string, klog, errLog, zapLogger logger, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		slog.Error("parse", "err", err)
		klog.Errorf("parse %s", err)
		errLog.Errorf("parse %s", err)
		zapLogger.Errorf("parse %s", err)
		logError(err)
		fmt.Fprintln(os.Stderr, err)
		println("parse", err.Error())
		return // want `done is not called on the way to this return`
	}
	done(n, nil)
}

func logError(err error) { log.Print(err) }

// Somebody may be told.
func answered(s string, w io.Writer, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		fmt.Fprintln(w, err)
		return
	}
	done(n, nil)
}

type dialog struct{}

func (dialog) show(err error) {}

func shown(s string, d dialog, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		dialog.show(d, err)
		return
	}
	done(n, nil)
}

func login(err error) {}

func loggedIn(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		login(err)
		return
	}
	done(n, nil)
}

// There is no error in the branch that returns.
func otherwise(s string, done func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
	} else {
		return
	}
	done(n, nil)
}

// Nobody waits for a visitor to be called.
func visits(s string, fn func(int, error)) {
	n, err := strconv.Atoi(s)
	if err != nil {
		log.Print(err)
		return
	}
	for i := range n {
		fn(i, nil)
	}
}

// Who has canceled does not wait any more.
func canceled(ctx context.Context, s string, done func(int, error)) {
	if ctx.Err() != nil {
		return
	}
	if err := context.Cause(ctx); err != nil {
		log.Print(err)
		return
	}
	err := ctx.Err()
	if err != nil {
		return
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return // want `done is not called on the way to this return`
	}
	done(n, nil)
}
