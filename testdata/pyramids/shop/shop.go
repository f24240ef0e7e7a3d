// Package shop is a callback-style API, as the programs beside it use it. Every
// operation takes some time and then calls its continuation once.
package shop

import (
	"errors"
	"time"
)

// A User is somebody who has logged in.
type User struct {
	ID   int
	Name string
	Card string
}

// An Order is what a user wants to buy.
type Order struct {
	ID     int
	Amount int
}

// A Receipt says that an order is paid.
type Receipt struct {
	Order  int
	Amount int
}

// The errors of the operations.
var (
	ErrNoUser  = errors.New("no such user")
	ErrNoOrder = errors.New("no order")
	ErrNoMoney = errors.New("not enough money")
)

const latency = time.Millisecond

// Login finds the user with a name.
func Login(name string, k func(User, error)) {
	time.AfterFunc(latency, func() {
		if name == "" {
			k(User{}, ErrNoUser)
			return
		}
		k(User{ID: len(name), Name: name, Card: "card of " + name}, nil)
	})
}

// Status tells how good a customer a user is.
func Status(user User, k func(string, error)) {
	time.AfterFunc(latency, func() { k("gold", nil) })
}

// GetOrder finds the latest order of a user.
func GetOrder(user int, k func(Order, error)) {
	time.AfterFunc(latency, func() {
		if user > 9 {
			k(Order{}, ErrNoOrder)
			return
		}
		k(Order{ID: 40 + user, Amount: 10 * user}, nil)
	})
}

// Pay pays an order with a card.
func Pay(card string, order Order, k func(Receipt, error)) {
	time.AfterFunc(latency, func() {
		if order.Amount > 80 {
			k(Receipt{}, ErrNoMoney)
			return
		}
		k(Receipt{Order: order.ID, Amount: order.Amount}, nil)
	})
}

// Ads finds the advertisements that go with a purchase.
func Ads(receipt Receipt, k func([]string, error)) {
	time.AfterFunc(latency, func() { k([]string{"tea", "mugs"}, nil) })
}

// SetTimeout calls k after a while.
func SetTimeout(d time.Duration, k func()) { time.AfterFunc(d, k) }
