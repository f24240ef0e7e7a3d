package blockedloop

import (
	"context"

	"github.com/unnest-go/unnest/runtime/aio"
	"github.com/unnest-go/unnest/runtime/loop"
)

type pool struct {
	shards             [8]chan struct{}
	slots, sem, tokens chan struct{}
}

func hash(s string) int { return len(s) }

// One index is the same as another that is computed in the same way.
func (p *pool) sharded(ctx context.Context, id int, key string) {
	p.shards[id%8] <- struct{}{}
	aio.ReadFileThen(ctx, "a", func([]byte, error) { <-p.shards[id%8] })
	p.shards[hash(key)] <- struct{}{}
	aio.ReadFileThen(ctx, "a", func([]byte, error) { <-p.shards[hash(key)] })
	shard := p.shards[id+1]
	shard <- struct{}{}
	aio.ReadFileThen(ctx, "a", func([]byte, error) {
		<-p.shards[id+1]
		<-p.shards[id+2]         // want `a receive blocks the event loop`
		<-p.shards[id-1]         // want `a receive blocks the event loop`
		<-p.shards[hash(key+"")] // want `a receive blocks the event loop`
	})
}

func (p *pool) acquire() { p.take() }

func (p *pool) take() { p.slots <- struct{}{} }

// A function that is called takes what the handler gives back.
func (p *pool) works(ctx context.Context) {
	p.acquire()
	aio.ReadFileThen(ctx, "a", func([]byte, error) {
		<-p.slots
	})
	aio.ReadFileThen(ctx, "a", p.free)
	aio.ReadFileThen(ctx, "a", freed)
}

func (p *pool) free([]byte, error) { <-p.slots }

var slots = make(chan struct{}, 1)

func freed([]byte, error) { <-slots }

func (p *pool) worksBy(ctx context.Context) {
	take := func() { slots <- struct{}{} }
	take()
	aio.ReadFileThen(ctx, "a", freed)
	go p.acquire()
	aio.ReadFileThen(ctx, "a", func([]byte, error) {
		<-p.slots // want `a receive blocks the event loop`
	})
}

func (p *pool) fill() {
	for range 8 {
		p.sem <- struct{}{}
	}
}

// Who receives first takes a token.
func (p *pool) takesTokens(l *loop.Loop) {
	l.Post(func() {
		<-p.sem // want `a receive blocks the event loop`
		p.sem <- struct{}{}
	})
	l.Post(func() {
		<-p.sem // want `a receive blocks the event loop`
		defer func() { p.sem <- struct{}{} }()
	})
	l.Post(func() {
		<-p.tokens // want `a receive blocks the event loop`
		p.tokens <- struct{}{}
	})
	l.Post(func() {
		func() {
			<-p.tokens // want `a receive blocks the event loop`
		}()
		p.tokens <- struct{}{}
	})
	l.Post(func() {
		defer func() { <-p.tokens }()
		p.tokens <- struct{}{}
	})
	l.Post(func() { <-p.sem })
}
