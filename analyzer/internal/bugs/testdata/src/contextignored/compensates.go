package contextignored

import (
	"context"
	"errors"
	"fmt"
)

var errFull = errors.New("full")

type order struct{ last error }

func markFailed(ctx context.Context, name string, k func(error)) { go k(nil) }

// What goes on with a failure may be done although the context has ended.
func (o *order) fails(ctx context.Context, full bool, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if err == nil {
			done(u, nil)
			return
		}
		failed := fmt.Errorf("order: %w", err)
		markFailed(context.Background(), "ann", func(error) { done(nil, failed) })
	})
	find(ctx, "ann", func(u *user, err error) {
		if err == nil {
			done(u, nil)
			return
		}
		o.last = err
		markFailed(context.Background(), "ann", func(error) { done(nil, o.last) })
	})
	if full {
		markFailed(context.Background(), "ann", func(error) { done(nil, errFull) })
	}
}

// What tells how it ended itself is waited for.
func (o *order) triesNext(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		find(context.Background(), "bob", func(u *user, second error) { // want `this operation does not end with ctx`
			if second != nil {
				done(nil, fmt.Errorf("next: %w", second))
				return
			}
			done(u, nil)
		})
	})
	find(context.Background(), "ann", func(u *user, err error) { // want `this operation does not end with ctx`
		if err != nil {
			done(nil, err)
		}
	})
}

func runCompensation(ctx context.Context, k func(*user, error)) { go k(nil, nil) }

func txUndo(ctx context.Context, k func(*user, error)) { go k(nil, nil) }

func login(ctx context.Context, k func(*user, error)) { go k(nil, nil) }

func eventLog(ctx context.Context, k func(*user, error)) { go k(nil, nil) }

func auditlog(ctx context.Context, k func(*user, error)) { go k(nil, nil) }

func catalog(ctx context.Context, k func(*user, error)) { go k(nil, nil) }

// A word counts wherever it begins in a name.
func takesBackByName(ctx context.Context, n int, done func(*user, error)) {
	switch n {
	case 1:
		runCompensation(context.Background(), done)
	case 2:
		txUndo(context.Background(), done)
	case 3:
		eventLog(context.Background(), done)
	case 4:
		auditlog(context.Background(), done)
	case 5:
		catalog(context.Background(), done) // want `this operation does not end with ctx`
	default:
		login(context.Background(), done) // want `this operation does not end with ctx`
	}
}

func (o *order) autoRevert(ctx context.Context, done func(*user, error)) {
	find(context.Background(), "ann", done)
}

// There may be no failure at all.
func (o *order) tellsLast(ctx context.Context, done func(*user, error)) {
	markFailed(context.Background(), "ann", func(error) { done(nil, o.last) }) // want `this operation does not end with ctx`
}

func (o *order) check(err error) bool {
	o.last = err
	return err == nil
}

func (o *order) isFull() bool { return true }

// What is put right when something has failed is so although the context has ended.
func (o *order) putsRight(ctx context.Context, n int, done func(*user, error), end func(error)) {
	find(ctx, "ann", func(u *user, err error) {
		if ok := o.check(err); !ok {
			markFailed(context.Background(), "ann", func(error) { done(nil, o.last) })
			return
		}
		done(u, nil)
	})
	if o.isFull() {
		markFailed(context.Background(), "ann", func(error) { end(o.last) })
	}
	if n > 3 {
		markFailed(context.Background(), "ann", func(error) { end(o.last) })
		markFailed(context.Background(), "ann", func(err error) { end(err) }) // want `this operation does not end with ctx`
	}
}

type verifier interface{ Verify() error }

// What is done next may be as well.
func (o *order) goesOn(ctx context.Context, v verifier, next func() error, end func(error)) {
	before := v.Verify()
	markFailed(context.Background(), "ann", func(error) { end(before) })
	markFailed(context.Background(), "ann", func(error) { end(fmt.Errorf("order: %w", before)) })
	markFailed(context.Background(), "ann", func(error) { end(v.Verify()) }) // want `this operation does not end with ctx`
	markFailed(context.Background(), "ann", func(error) { end(next()) })     // want `this operation does not end with ctx`
}

func translate(err error) error { return fmt.Errorf("order: %w", err) }

type closer interface{ CloseReason() error }

// What is made of an error, or says why something has failed, is there before.
func (o *order) tellsWhy(ctx context.Context, before error, c closer, cause func() error, end func(error)) {
	markFailed(context.Background(), "ann", func(error) { end(translate(before)) })
	markFailed(context.Background(), "ann", func(error) { end(translate(o.last)) })
	markFailed(context.Background(), "ann", func(error) { end(c.CloseReason()) })
	markFailed(context.Background(), "ann", func(error) { end(cause()) })
	markFailed(context.Background(), "ann", func(err error) { end(translate(err)) }) // want `this operation does not end with ctx`
}

// What comes from the operation itself is none.
func (o *order) tellsOwn(ctx context.Context, end func(error)) {
	var all error
	markFailed(context.Background(), "ann", func(err error) { // want `this operation does not end with ctx`
		if err != nil {
			all = err
		}
		end(all)
	})
}

func (o *order) accepts(err error) bool { return err == nil }

func isMissing(err error) bool { return errors.Is(err, errFull) }

// So it is where somebody has judged an error, unless that is of some kind.
func (o *order) judges(ctx context.Context, done func(*user, bool)) {
	find(ctx, "ann", func(u *user, err error) {
		if !o.accepts(err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
			return
		}
		done(u, true)
	})
	find(ctx, "ann", func(u *user, err error) {
		failed := err != nil
		if failed {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
		} else {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
		}
	})
	find(ctx, "ann", func(u *user, err error) {
		if isMissing(err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
		}
		if errors.Is(err, errFull) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
		}
	})
}

func isFailed(err error) bool { return !isWell(err) }

func isWell(err error) bool { return err == nil }

func (o *order) handles(err error) bool {
	if err == nil {
		return false
	}
	o.last = err
	return true
}

func (o *order) mayDrop(n int, err error) bool { return n > 3 && err != nil }

// What a function makes of an error may be whether there is one.
func (o *order) judgesByBody(ctx context.Context, done func(*user, bool)) {
	find(ctx, "ann", func(u *user, err error) {
		if o.accepts(err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
	})
	find(ctx, "ann", func(u *user, err error) {
		if isFailed(err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
		}
		if !isFailed(err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
		}
		if o.mayDrop(3, err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
		}
		if !o.mayDrop(3, err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
		}
		if o.handles(err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
	})
}

// Where somebody has gone on with success, a failure is left.
func (o *order) isLeft(ctx context.Context, tries int, done func(*user, bool)) {
	find(ctx, "ann", func(u *user, err error) {
		if err == nil {
			done(u, true)
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
	})
	find(ctx, "ann", func(u *user, err error) {
		switch {
		case err == nil:
			done(u, true)
		case tries > 0:
			o.isLeft(ctx, tries-1, done)
		default:
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
		}
	})
	find(ctx, "ann", func(u *user, err error) {
		switch err {
		case nil:
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
		default:
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
		}
	})
	find(ctx, "ann", func(u *user, err error) {
		if ok := err == nil; ok {
			done(u, true)
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
	})
}

func (o *order) onFailure(ctx context.Context, done func(bool)) {
	markFailed(context.Background(), "ann", func(failed error) { done(failed == nil) })
}

func isBad(err error) bool { return err != nil && err != errFull }

func isFine(err error) bool { return err == nil || errors.Is(err, errFull) }

func hasNone(err error) (none bool) {
	none = true
	if err != nil {
		none = false
	}
	return
}

// Who has gone on with success may have asked for it in other words.
func (o *order) isLeftByJudges(ctx context.Context, n int, done func(*user, bool)) {
	find(ctx, "ann", func(u *user, err error) {
		if !isBad(err) {
			done(u, true)
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
	})
	find(ctx, "ann", func(u *user, err error) {
		if isFine(err) {
			done(u, true)
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
	})
	find(ctx, "ann", func(u *user, err error) {
		if hasNone(err) {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
	})
	find(ctx, "ann", func(u *user, err error) {
		if isBad(err) {
			done(nil, false)
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
	})
}

const (
	codeOK = iota
	codeFull
)

func codeOf(err error) int {
	if err == nil {
		return codeOK
	}
	return codeFull + len(err.Error())
}

// A code that is not the one of success says that there is an error.
func (o *order) judgesByCodes(ctx context.Context, done func(*user, bool)) {
	find(ctx, "ann", func(u *user, err error) {
		switch codeOf(err) {
		case codeOK:
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
		case codeFull:
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
		default:
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
		}
	})
	find(ctx, "ann", func(u *user, err error) {
		if code := codeOf(err); code != codeOK {
			markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
	})
	find(ctx, "ann", func(u *user, err error) {
		if codeOf(err) == codeOK {
			done(u, true)
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) })
	})
	find(ctx, "ann", func(u *user, err error) {
		if codeOf(err) == codeFull {
			done(u, true)
			return
		}
		markFailed(context.Background(), "ann", func(failed error) { done(nil, failed == nil) }) // want `this operation does not end with ctx`
	})
}
