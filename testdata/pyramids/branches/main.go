// Branches launches different operations in the arms of an if and a switch.
package main

import (
	"fmt"

	"github.com/unnest-go/unnest/testdata/pyramids/shop"
)

func main() {
	for _, name := range []string{"gopher", "", "giraffe one", "antelopes", "ox"} {
		finished := make(chan bool)
		visit(name, func(err error) {
			fmt.Println("done:", err)
			close(finished)
		})
		<-finished
	}
}

func visit(name string, done func(error)) {
	shop.Login(name, func(user shop.User, err error) {
		if err != nil {
			done(err)
			return
		}
		if user.ID < 3 {
			shop.Status(user, func(status string, err error) {
				fmt.Println("only looking:", status, err)
				done(err)
			})
		} else {
			shop.GetOrder(user.ID, func(order shop.Order, err error) {
				if err != nil {
					done(err)
					return
				}
				switch {
				case order.Amount == 0:
					fmt.Println("free")
					done(nil)
				case order.Amount > 70:
					shop.SetTimeout(0, func() {
						fmt.Println("too expensive")
						done(nil)
					})
				default:
					shop.Pay(user.Card, order, func(receipt shop.Receipt, err error) {
						fmt.Println("paid:", receipt, err)
						done(err)
					})
				}
			})
		}
	})
}
