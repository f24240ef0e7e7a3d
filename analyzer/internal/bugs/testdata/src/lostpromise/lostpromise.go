package lostpromise

import (
	"context"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/promise"
)

func login(name string) *promise.Promise[int] {
	return promise.Call(func(k func(int, error)) { k(len(name), nil) })
}

func save(n int) *promise.Promise[int] {
	return login("").Map(func(int) (int, error) { return n, nil })
}

func never() {
	promise.Call(func(k func(int, error)) { k(1, nil) }) // want `this promise is dropped, and never launched`
	login("ann")                                         // want `this promise is dropped, and never launched`
	login("ann").Do(func(n int) { println(n) })          // want `this promise is dropped, and never launched`
}

func bare(ctx context.Context) {
	aio.ReadFile(ctx, "a") // want `this promise is dropped: nobody learns how it ends`
}

func forgets() *promise.Promise[int] {
	return login("ann").Then(func(n int) *promise.Promise[int] {
		save(n) // want `this promise is dropped, and never launched`
		return nil
	})
}

func other() *promise.Promise[int] {
	return login("ann").Then(func(n int) *promise.Promise[int] {
		save(n) // want `this promise is dropped, and never launched`
		return login("bob")
	})
}

func variable() {
	p := login("ann") // want `p is never launched: nothing returns, awaits or settles it`
	p.Do(func(n int) { println(n) })
}

func unused(ctx context.Context) error {
	err := error(nil)
	p := login("ann") // want `p is never launched`
	p.Then(save).Do(func(n int) { println(n) })
	return err
}

func taken(ctx context.Context) *promise.Promise[int] {
	login("ann").Start()
	login("ann").Settle(nil)
	login("ann").Await(ctx)
	_ = login("ann")
	p := login("ann")
	p.Do(func(n int) { println(n) })
	p.Start()
	q := login("bob")
	promise.All(q, p).Settle(nil)
	return login("ann").Then(save)
}

// Handlers of what runs by itself are a reaction.
func reacts(ctx context.Context, p *promise.Promise[int]) {
	aio.ReadFile(ctx, "a").Do(func(data []byte) { println(len(data)) })
	q := aio.ReadFile(ctx, "b")
	q.Do(func(data []byte) { println(len(data)) })
	p.Do(func(n int) { println(n) })
}

// A loop begins when somebody waits for its end.
func unbegun(step func(int) *promise.Promise[int]) {
	promise.Loop(1, step)                                                 // want `this promise is dropped, and never launched`
	promise.Loop(1, step).Map(func(n int) (int, error) { return n, nil }) // want `dropped, and never launched`
}
