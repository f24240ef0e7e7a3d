package contextignored

import (
	"context"
	"errors"
	"os"
	"time"
)

// The context has ended.
func received(ctx context.Context, done func(*user, error)) {
	<-ctx.Done()
	find(context.Background(), "ann", done)
}

func selected(ctx context.Context, done func(*user, error)) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Second):
	}
	find(context.Background(), "ann", done)
}

func looped(ctx context.Context, done func(*user, error)) {
	for ctx.Err() == nil {
		time.Sleep(time.Second)
	}
	find(context.Background(), "ann", done)
}

func asked(ctx context.Context, done func(*user, error)) {
	err := context.Cause(ctx)
	if err == nil {
		find(ctx, "ann", done)
		return
	}
	find(context.Background(), "ann", done)
}

func otherwise(ctx context.Context, done func(*user, error)) {
	if ctx.Err() == nil {
		find(ctx, "ann", done)
	} else {
		find(context.Background(), "ann", done)
	}
}

// An error says so.
func toldOf(ctx context.Context, done func(*user, error)) {
	err := prepare(ctx)
	if errors.Is(err, context.Canceled) {
		find(context.Background(), "ann", done)
		return
	}
	if os.IsTimeout(err) {
		find(context.Background(), "ann", done)
		return
	}
	switch err {
	case context.DeadlineExceeded:
		find(context.Background(), "ann", done)
	}
	switch {
	case ctx.Err() != nil:
		find(context.Background(), "ann", done)
	}
	switch ctx.Err() {
	case nil:
	default:
		find(context.Background(), "ann", done)
	}
	if err := ctx.Err(); err != nil {
		find(context.Background(), "ann", done)
	}
}

// Any error may come from that.
func undoes(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if err != nil {
			find(context.Background(), "bob", done)
			return
		}
		done(u, nil)
	})
	err := prepare(ctx)
	switch {
	case err != nil:
		find(context.Background(), "bob", done)
	}
	if err == nil {
		done(nil, nil)
	} else {
		find(context.Background(), "bob", done)
	}
}

// The context goes on.
func alive(ctx context.Context, names []string, done func(*user, error)) {
	if ctx.Err() != nil {
		done(nil, ctx.Err())
		return
	}
	if err := ctx.Err(); err != nil {
		done(nil, err)
		return
	}
	select {
	case <-ctx.Done():
		return
	default:
	}
	go func() { <-ctx.Done() }()
	for _, name := range names {
		if ctx.Err() != nil {
			break
		}
		find(context.Background(), name, done) // want `this operation does not end with ctx`
	}
}

func succeeded(ctx context.Context, done func(*user, error)) {
	err := prepare(ctx)
	if err == nil {
		find(context.Background(), "ann", done) // want `this operation does not end with ctx`
	}
	if errors.Is(err, os.ErrNotExist) {
		find(context.Background(), "ann", done) // want `this operation does not end with ctx`
	}
	switch {
	case err != nil:
		done(nil, err)
	default:
		find(context.Background(), "ann", done) // want `this operation does not end with ctx`
	}
}

func tried(ctx context.Context, done func(*user, error)) {
	if err := try(context.Background(), done); err != nil { // want `this operation does not end with ctx`
		done(nil, err)
	}
}

func try(ctx context.Context, done func(*user, error)) error {
	go done(nil, nil)
	return ctx.Err()
}

// What runs when a context is over has none at hand but those of its own.
func farewell(ctx context.Context, u *user, done func(error)) {
	context.AfterFunc(ctx, func() { save(u, done) })
	stop := context.AfterFunc(ctx, func() {
		find(context.Background(), "ann", func(*user, error) {})
	})
	stop()
}
