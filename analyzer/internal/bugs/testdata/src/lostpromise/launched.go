package lostpromise

import (
	"log"

	"github.com/unnest-go/unnest/runtime/promise"
)

func launched(n int) *promise.Promise[int] {
	p := promise.Call(func(k func(int, error)) { k(n, nil) })
	p.Do(func(n int) { println(n) }).Start()
	return p
}

func chained(n int) *promise.Promise[int] {
	return promise.Call(func(k func(int, error)) { k(n, nil) }).Start()
}

type promises map[int]*promise.Promise[int]

func (all promises) fetch(n int) *promise.Promise[int] {
	p := promise.Call(func(k func(int, error)) { k(n, nil) })
	all[n] = p
	return p
}

type service struct{ ready *promise.Promise[int] }

func (s *service) begin() *promise.Promise[int] {
	if s.ready == nil {
		s.ready = promise.Call(func(k func(int, error)) { k(1, nil) }).Start()
	}
	return s.ready
}

func named(n int) *promise.Promise[int] {
	p := promise.Call(func(k func(int, error)) { k(n, nil) })
	p.Do(func(n int) { println(n) })
	return p
}

// Who makes these launches them, or others may.
func usesLaunched(s *service, all promises) {
	s.begin()
	launched(1).Do(func(n int) { println(n) })
	chained(1).Do(func(n int) { println(n) })
	p := launched(2)
	p.Do(func(n int) { println(n) })
	q := chained(2)
	q.Do(func(n int) { println(n) })
	all.fetch(1)
	launched(1)
	chained(1)
	all.fetch(1).Do(func(n int) { println(n) })
}

func usesNamed() {
	named(1).Do(func(n int) { println(n) }) // want `this promise is dropped, and never launched`
	named(1)                                // want `this promise is dropped, and never launched`
}

func checked(n int) *promise.Promise[int] {
	p := promise.Call(func(k func(int, error)) { k(n, nil) })
	if p == nil {
		println("none")
	}
	log.Println(p)
	return p
}

// To look at it does not launch it.
func usesChecked() {
	checked(1)                                // want `this promise is dropped, and never launched`
	checked(1).Do(func(n int) { println(n) }) // want `this promise is dropped, and never launched`
}

type journal struct{ all []any }

func (j *journal) Push(e any) { j.all = append(j.all, e) }

func (j *journal) Print(args ...any) { log.Print(args...) }

type replica struct{ log, logs journal }

func (r *replica) pending(n int) *promise.Promise[int] {
	p := promise.Call(func(k func(int, error)) { k(n, nil) })
	r.logs.Push(p)
	return p
}

func (r *replica) noted(n int) *promise.Promise[int] {
	p := promise.Call(func(k func(int, error)) { k(n, nil) })
	r.log.Print(p)
	return p
}

// Whoever has it may launch it, but a logger does not.
func usesReplica(r *replica) {
	r.pending(1)
	r.noted(1) // want `this promise is dropped, and never launched`
}
