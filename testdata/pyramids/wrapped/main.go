// Wrapped has an error exit at every level that says what went wrong there.
package main

import (
	"fmt"

	"github.com/unnest-go/unnest/testdata/pyramids/shop"
)

func main() {
	for _, name := range []string{"gopher", "", "giraffe one", "antelopes"} {
		finished := make(chan bool)
		buy(name, func(receipt shop.Receipt, err error) {
			fmt.Println("done:", receipt, err)
			close(finished)
		})
		<-finished
	}
}

func buy(name string, done func(shop.Receipt, error)) {
	shop.Login(name, func(user shop.User, err error) {
		if err != nil {
			done(shop.Receipt{}, fmt.Errorf("log in %q: %w", name, err))
			return
		}
		shop.GetOrder(user.ID, func(order shop.Order, err error) {
			if err != nil {
				done(shop.Receipt{}, fmt.Errorf("find the order of %s: %w", user.Name, err))
				return
			}
			fmt.Println("order", order.ID)
			shop.Pay(user.Card, order, func(receipt shop.Receipt, err error) {
				if err != nil {
					done(shop.Receipt{}, fmt.Errorf("pay order %d with %s: %w", order.ID, user.Card, err))
					return
				}
				done(receipt, nil)
			})
		})
	})
}
