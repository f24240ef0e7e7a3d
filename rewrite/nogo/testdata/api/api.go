// Package api has operations that hand their continuations on.
package api

import "github.com/unnest-go/unnest/rewrite/nogo/testdata/lib"

type User struct{ ID, Card int }

type Order struct{ ID int }

type Receipt struct{ Total int }

func Login(name string, k func(User, error)) {
	lib.Later(func() { k(User{len(name), 40}, nil) })
}

func GetOrder(id int, k func(Order, error)) {
	lib.Later(func() { k(Order{id + 1}, nil) })
}

// A Bank is elsewhere.
type Bank interface {
	//unnest:once
	Pay(card int, order Order, k func(Receipt, error))
}
