package contextignored

import (
	"context"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
)

type user struct{ name string }

func find(ctx context.Context, name string, k func(*user, error)) { go k(&user{name}, ctx.Err()) }

func save(u *user, k func(error)) { go k(nil) }

func saveContext(ctx context.Context, u *user, k func(error)) { go k(ctx.Err()) }

func closeUser(ctx context.Context, u *user, k func(error)) { go k(nil) }

func first(ctx context.Context, done func(*user, error)) {
	find(context.Background(), "ann", done) // want `this operation does not end with ctx, the context at hand`
}

func next(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", func(u *user, err error) {
		if err != nil {
			done(nil, err)
			return
		}
		find(context.TODO(), u.name, done) // want `this operation does not end with ctx, the context at hand`
	})
}

func derived(ctx context.Context, done func(*user, error)) {
	limited, cancel := context.WithCancel(ctx)
	find(context.Background(), "ann", func(u *user, err error) { // want `this operation does not end with limited`
		cancel()
		done(u, limited.Err())
	})
}

func variant(ctx context.Context, u *user, done func(error)) {
	save(u, done) // want `this operation does not end with ctx, the context at hand; saveContext takes one`
}

func promised(ctx context.Context) {
	_ = aio.ReadFile(context.Background(), "a") // want `this operation does not end with ctx, the context at hand`
}

func without(done func(*user, error)) {
	find(context.Background(), "ann", done)
}

func refuses(_ context.Context, done func(*user, error)) {
	find(context.Background(), "ann", done)
}

// What cleans up has to come to its end.
func cleans(ctx context.Context, u *user, done func(error)) {
	closeUser(context.Background(), u, done)
	if ctx.Err() != nil {
		find(context.Background(), "ann", func(u *user, err error) { done(err) })
	}
}

// What runs on its own may go on.
func detached(ctx context.Context, done func(*user, error)) {
	go find(context.Background(), "ann", done)
	go func() {
		find(context.Background(), "ann", done)
	}()
}

func passes(ctx context.Context, done func(*user, error)) {
	find(ctx, "ann", done)
}

// What takes no continuation is for others to judge.
func plain(ctx context.Context) {
	wait(context.Background())
}

func wait(ctx context.Context) {}

// A context that was ended before is not at hand any more.
func ended(done func(*user, error)) {
	short, cancel := context.WithTimeout(context.Background(), time.Second)
	wait(short)
	cancel()
	find(context.Background(), "ann", func(u *user, err error) {
		find(context.Background(), "bob", done)
	})
}

func endedWithin(ctx context.Context, done func(*user, error)) {
	short, cancel := context.WithTimeout(ctx, time.Second)
	wait(short)
	cancel()
	find(context.Background(), "ann", done) // want `this operation does not end with ctx`
}

// The context around has the name of the one that was ended.
func endedAndHides(ctx context.Context, names []string, done func(*user, error)) {
	for _, name := range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		wait(ctx)
		cancel()
		find(context.Background(), name, done)
	}
}

func endedAndRenewed(done func(*user, error)) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	wait(ctx)
	cancel()
	ctx, cancel = context.WithCancel(context.Background())
	find(context.Background(), "ann", func(u *user, err error) { // want `this operation does not end with ctx`
		cancel()
		done(u, err)
	})
}

func endedInBranch(early bool, done func(*user, error)) {
	ctx, cancel := context.WithCancel(context.Background())
	if early {
		cancel()
		return
	}
	find(context.Background(), "ann", func(u *user, err error) { // want `this operation does not end with ctx`
		cancel()
		done(u, ctx.Err())
	})
}
