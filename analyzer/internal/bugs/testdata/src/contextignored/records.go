package contextignored

import (
	"context"
	"errors"
	"strconv"
)

func deadLetter(ctx context.Context, text string, k func(error)) { go k(nil) }

func store(ctx context.Context, n int, k func(error)) { go k(nil) }

// What can only say whether it has failed may be there to record a failure, whosever that is.
func records(ctx context.Context, text string, done func(error)) {
	n, err := strconv.Atoi(text)
	if err != nil {
		deadLetter(context.Background(), text, done)
		return
	}
	store(context.Background(), n, done) // want `this operation does not end with ctx`
}

func retries(ctx context.Context, err *error) { *err = ctx.Err() }

// An error may be put in a variable by its address.
func byAddress(ctx context.Context, done func(*user, error)) {
	u, err := lookup("ann")
	if err == nil {
		retries(ctx, &err)
	}
	if err != nil {
		find(context.Background(), "bob", done)
		return
	}
	done(u, nil)
}

func textOf(err error) string {
	if err != nil {
		return err.Error()
	}
	return ""
}

func verify(text string) error {
	if text != "" {
		return errFull
	}
	return nil
}

// An error may be made of what there is of another one.
func byText(ctx context.Context, text string, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if verify(textOf(err)) != nil {
			done(nil, errFull)
			return
		}
		failed := verify(textOf(err))
		if failed != nil {
			find(context.Background(), "bob", done)
			return
		}
		why := textOf(err)
		if failed := verify(why); failed != nil {
			find(context.Background(), "bob", done)
			return
		}
		why += text
		done(u, nil)
	})
	text += "!"
	if failed := verify(text); failed != nil {
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	}
}

type outcome struct {
	text string
	bad  bool
}

func (o *outcome) failure() error {
	if o.bad {
		return errors.New(o.text)
	}
	return nil
}

func byParts(ctx context.Context, done func(*user, error)) {
	o := &outcome{}
	find(ctx, "ann", func(u *user, err error) {
		if err != nil {
			o.bad, o.text = true, err.Error()
		}
		if err := o.failure(); err != nil {
			find(context.Background(), "bob", done)
			return
		}
		done(u, nil)
	})
	other := &outcome{}
	if err := other.failure(); err != nil {
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	}
}

var all = context.TODO()

func isOn() error { return endOf(all) }

func endOf(ctx context.Context) error { return ctx.Err() }

func depth(n int) error {
	if n > 0 {
		return depth(n - 1)
	}
	return errFull
}

// A function may have a context of its own.
func byPackage(ctx context.Context, done func(*user, error)) {
	if err := isOn(); err != nil {
		find(context.Background(), "bob", done)
		return
	}
	if err := depth(3); err != nil {
		find(context.Background(), "bob", done) // want `this operation does not end with ctx`
	}
}
