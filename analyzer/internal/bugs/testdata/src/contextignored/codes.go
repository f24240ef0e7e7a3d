package contextignored

import (
	"context"
	"errors"
)

const (
	statusOK     = 200
	statusClosed = 499
	statusBad    = 500
)

func status(err error) int {
	switch {
	case err == nil:
		return statusOK
	case errors.Is(err, errFull) || err.Error() == "":
		return statusBad + 7
	case errors.Is(err, context.Canceled):
		return statusClosed
	}
	return statusBad
}

// The code of success is what the function returns for no error.
func byStatus(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		switch status(err) {
		case statusOK:
			find(context.Background(), "bob", done) // want `this operation does not end with ctx`
		case statusClosed:
			find(context.Background(), "bob", done)
		case statusBad:
			find(context.Background(), "bob", done) // want `this operation does not end with ctx`
		default:
			find(context.Background(), "bob", done)
		}
	})
	find(ctx, "ann", func(u *user, err error) {
		code := status(err)
		if code >= 400 {
			find(context.Background(), "bob", done)
			return
		}
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	})
	find(ctx, "ann", func(u *user, err error) {
		if status(err) == statusOK {
			done(u, nil)
			return
		}
		find(context.Background(), "bob", done)
	})
	find(ctx, "ann", func(u *user, err error) {
		if status(err) != statusOK {
			done(nil, err)
			return
		}
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	})
	find(ctx, "ann", func(u *user, err error) {
		if code := status(err); code >= 400 {
			if code == statusBad {
				find(context.Background(), "bob", done) // want `this operation does not end with ctx`
			}
		}
	})
}

func exitCode(err error) (code int) {
	if err != nil {
		code = 1
	}
	return
}

func class(err error) (code int, fatal bool) { return status(err), err != nil }

func nameFor(err error) (name string, ok bool) {
	if err != nil {
		return "", false
	}
	return "ok", true
}

// One of several results may say so.
func byResults(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if _, fatal := class(err); fatal {
			find(context.Background(), "bob", done)
			return
		}
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	})
	find(ctx, "ann", func(u *user, err error) {
		if code, _ := class(err); code > statusOK {
			find(context.Background(), "bob", done)
			return
		}
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	})
	find(ctx, "ann", func(u *user, err error) {
		name, ok := nameFor(err)
		if name == "ok" {
			find(context.Background(), "bob", done) // want `this operation does not end with ctx`
			return
		}
		if !ok {
			find(context.Background(), "bob", done)
		}
	})
	find(ctx, "ann", func(u *user, err error) {
		if exitCode(err) > 0 {
			find(context.Background(), "bob", done)
			return
		}
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	})
}

func anyOf(errs ...error) bool {
	for _, err := range errs {
		if err != nil {
			return true
		}
	}
	return false
}

func noneOf(errs ...error) bool {
	for i := range errs {
		if errs[i] != nil {
			return false
		}
	}
	return true
}

// An error may be one of several.
func byAny(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if !anyOf(err) {
			done(u, nil)
			return
		}
		find(context.Background(), "bob", done)
	})
	find(ctx, "ann", func(u *user, err error) {
		if !noneOf(err) {
			done(u, nil)
			return
		}
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	})
}
