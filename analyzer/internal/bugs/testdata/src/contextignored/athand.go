package contextignored

import (
	"context"
	"time"

	"github.com/unnest-go/unnest/runtime/aio"
)

func prepare(ctx context.Context) error { return ctx.Err() }

// The context ends when the function returns, the operation goes on.
func deferred(parent context.Context, done func(*user, error)) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	if err := prepare(ctx); err != nil {
		done(nil, err)
		return
	}
	find(context.Background(), "ann", done) // want `this operation does not end with parent, the context at hand`
}

func deferredOfParameter(ctx context.Context, done func(*user, error)) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	find(context.Background(), "ann", done)
}

func deferredInLiteral(done func(*user, error)) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	wait(ctx)
	defer func() {
		if cancel != nil {
			cancel()
		}
	}()
	find(context.Background(), "ann", done)
}

func deferredAfter(done func(*user, error)) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	wait(ctx)
	find(context.Background(), "ann", done)
	defer cancel()
}

func endsAfter(done func(*user, error)) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	find(context.Background(), "ann", done)
	if done != nil {
		wait(ctx)
		cancel()
	}
}

// The function waits for the operation, before its context ends.
func awaited(parent context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	defer cancel()
	return aio.ReadFile(context.Background(), "a").Await(ctx) // want `this operation does not end with ctx`
}

// The operation runs within the literal, which cancels later.
func endsWithin(parent context.Context, done func(*user, error)) {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	find(context.Background(), "ann", func(u *user, err error) { // want `this operation does not end with ctx`
		defer cancel()
		done(u, ctx.Err())
	})
}

type webContext struct{}

func handle(f func(ctx *webContext)) { f(nil) }

// The context has no name there.
func hidden(ctx context.Context, done func(*user, error)) {
	handle(func(ctx *webContext) {
		find(context.Background(), "ann", done)
	})
	find(ctx, "ann", func(u *user, err error) {
		ctx := err
		find(context.Background(), "bob", done)
		_ = ctx
	})
}

func begin(ctx context.Context, k func(error)) context.Context {
	go k(nil)
	return ctx
}

// It is declared by the statement itself.
func declares(done func(*user, error)) {
	ctx := begin(context.Background(), func(err error) { done(nil, err) })
	wait(ctx)
}

func declaresAgain(parent context.Context, done func(*user, error)) {
	ctx := begin(context.Background(), func(err error) { done(nil, err) }) // want `does not end with parent`
	wait(ctx)
}

// It may have no value yet.
func unset(done func(*user, error)) {
	var ctx context.Context
	find(context.Background(), "ann", func(u *user, err error) {
		ctx = context.WithValue(context.Background(), u, err)
		done(u, err)
	})
	wait(ctx)
}

func unsetToo(parent context.Context, done func(*user, error)) {
	var ctx context.Context
	find(context.Background(), "ann", done)
	wait(ctx)
}

func perhaps(v any, done func(*user, error)) {
	ctx, ok := v.(context.Context)
	if !ok {
		find(context.Background(), "ann", done)
		return
	}
	find(ctx, "ann", done)
}

func opened() (context.Context, error) { return context.Background(), nil }

func failed(done func(*user, error)) {
	ctx, err := opened()
	if err != nil {
		find(context.Background(), "ann", done)
		return
	}
	find(ctx, "ann", done)
}

func opens(done func(*user, error)) {
	ctx, err := opened()
	if err != nil {
		done(nil, err)
		return
	}
	find(context.Background(), "ann", done) // want `this operation does not end with ctx`
	wait(ctx)
}

func named(done func(*user, error)) (ctx context.Context) {
	find(context.Background(), "ann", done)
	return context.Background()
}

// These end with nothing either.
func endless(ctx context.Context, done func(*user, error)) {
	bg := context.WithoutCancel(ctx)
	wait(bg)
	find(context.Background(), "ann", done)
}

func background(done func(*user, error)) {
	ctx := context.Background()
	wait(ctx)
	find(context.Background(), "ann", func(u *user, err error) {
		find(context.TODO(), "bob", done)
	})
}

func valued(done func(*user, error)) {
	ctx := context.WithValue(context.Background(), "a", "b")
	wait(ctx)
	find(context.Background(), "ann", done)
}

func madeEndless(ctx context.Context, done func(*user, error)) {
	ctx = context.WithoutCancel(ctx)
	find(context.Background(), "ann", done)
}

// The variant itself is made with the function that takes no context.
func put(u *user, k func(error)) { go k(nil) }

func putContext(ctx context.Context, u *user, k func(error)) {
	if ctx.Err() != nil {
		k(ctx.Err())
		return
	}
	putIn(ctx, u, k)
}

func putIn(ctx context.Context, u *user, k func(error)) { put(u, k) }

// The variant has no name there.
func variantHidden(ctx context.Context, u *user, done func(error)) {
	saveContext := 1
	save(u, done) // want `this operation does not end with ctx`
	_ = saveContext
}

var handlers []func(*user)

// Nobody knows when the function runs.
func registers(ctx context.Context, done func(*user, error)) {
	handlers = append(handlers, func(u *user) {
		find(context.Background(), u.name, done)
	})
}

// These run in time.
func inTime(ctx context.Context, done func(*user, error)) {
	time.AfterFunc(time.Second, func() {
		find(context.Background(), "ann", done) // want `does not end with ctx`
	})
	again := func() {
		find(context.Background(), "ann", done) // want `does not end with ctx`
	}
	again()
	func() {
		find(context.Background(), "ann", done) // want `does not end with ctx`
	}()
}

type group struct{}

func (*group) Wait() error { return nil }

func grouped(ctx context.Context) (*group, context.Context) { return new(group), ctx }

// The context of a group ends when the group has been waited for.
func waits(parent context.Context, done func(*user, error)) error {
	g, ctx := grouped(parent)
	wait(ctx)
	find(context.Background(), "ann", done) // want `this operation does not end with parent`
	return g.Wait()
}
