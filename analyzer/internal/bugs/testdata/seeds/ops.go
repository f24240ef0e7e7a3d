// Package seeds is code with callbacks in which there is no mistake. A test
// makes some, one at a time. Each file needs this one, and no other.
package seeds

import (
	"context"
	"errors"
	"log"
	"strconv"
)

var errEmpty = errors.New("empty")

type user struct {
	id   int
	name string
}

type order struct {
	user  *user
	total int
}

// A store has operations of which there is no body to read.
type store interface {
	Load(ctx context.Context, key string, k func([]byte, error))
	Save(ctx context.Context, key string, value []byte, k func(error))
	Count(k func(int, error))
}

func findUser(ctx context.Context, name string, k func(*user, error)) {
	go func() {
		if name == "" {
			k(nil, errEmpty)
			return
		}
		k(&user{len(name), name}, ctx.Err())
	}()
}

func findOrder(ctx context.Context, id int, k func(*order, error)) {
	go k(&order{total: id}, ctx.Err())
}

func pay(o *order, k func(string, error)) { go k(strconv.Itoa(o.total), nil) }

func notify(ctx context.Context, text string, k func(error)) {
	go func() {
		log.Print(text)
		k(ctx.Err())
	}()
}

func tryUser(name string, k func(*user, error)) error {
	if name == "" {
		return errEmpty
	}
	go k(&user{len(name), name}, nil)
	return nil
}

func tryOrder(id int, k func(*order, error)) error {
	if id < 0 {
		return errEmpty
	}
	go k(&order{total: id}, nil)
	return nil
}

func tryNotify(text string, k func(error)) error {
	go k(nil)
	return nil
}

type shop struct {
	store store
	name  string
}

func settleOrder(o *order, done func(*order, error)) {
	log.Print(o.total)
	done(o, nil)
}
