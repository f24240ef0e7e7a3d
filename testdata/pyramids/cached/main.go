// Cached knows the order of a user that it has seen before, and is done
// without asking for it.
package main

import (
	"fmt"

	"github.com/unnest-go/unnest/testdata/pyramids/shop"
)

var cache = map[int]shop.Order{}

func main() {
	for _, name := range []string{"gopher", "gopher", "", "antelopes"} {
		finished := make(chan bool)
		latest(name, func(order shop.Order, err error) {
			fmt.Println("done:", order, err)
			close(finished)
		})
		<-finished
	}
}

func latest(name string, done func(shop.Order, error)) {
	shop.Login(name, func(user shop.User, err error) {
		if err != nil {
			done(shop.Order{}, err)
			return
		}
		if order, ok := cache[user.ID]; ok {
			fmt.Println("cached")
			done(order, nil) // nothing to ask for
			return
		}
		shop.GetOrder(user.ID, func(order shop.Order, err error) {
			if err != nil {
				done(shop.Order{}, err)
				return
			}
			cache[user.ID] = order
			done(order, nil)
		})
	})
}
