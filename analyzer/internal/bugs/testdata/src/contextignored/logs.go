package contextignored

import (
	"context"
	"log"
)

type entry struct {
	cmd  string
	done func(*user, error)
}

// A journal is no logger, whatever it is called.
type journal struct{ all []entry }

func (j *journal) Push(done any) { last = done }

func (j *journal) apply(u *user, err error) {
	for _, e := range j.all {
		e.done(u, err)
	}
}

var last any

type replica struct {
	log    journal
	logger logger
}

func (r *replica) pushes(ctx context.Context, done func(*user, error)) {
	r.log.Push(done)
	find(context.Background(), "ann", r.log.apply)
}

type logistics struct{}

func (logistics) Ship(done func(*user, error)) { last = done }

func ships(ctx context.Context, r *replica, log logistics, done func(*user, error)) {
	log.Ship(done)
	find(context.Background(), "ann", r.log.apply)
}

type logger struct{ prefix string }

func (l logger) Print(args ...any) { log.Print(args...) }

func (l logger) Note(what any) {
	if what != nil {
		log.Println(l.prefix, what)
	}
}

// A logger keeps nothing.
func (r *replica) notes(ctx context.Context, done func(*user, error)) {
	r.logger.Print("asked by", done)
	r.logger.Note(done)
	log.Printf("%v", done)
	find(context.Background(), "ann", r.log.apply) // want `this operation does not end with ctx`
}

func checkAny[T any](k func(T, error)) {
	if k == nil {
		panic("no callback")
	}
}

func (r *replica) checks(ctx context.Context, done func(*user, error)) {
	checkAny(done)
	find(context.Background(), "ann", r.log.apply) // want `this operation does not end with ctx`
}
