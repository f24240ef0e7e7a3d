// Article is the pyramid that the project began with: log in, ask for the
// status, find the order, pay it, show advertisements, and after a while take
// them away and thank the user.
package main

import (
	"fmt"
	"time"

	"github.com/unnest-go/unnest/testdata/pyramids/shop"
)

func main() {
	for _, name := range []string{"gopher", "", "giraffe one", "antelopes"} {
		finished := make(chan bool)
		buy(name, func(amount int, err error) {
			fmt.Println("done:", amount, err)
			close(finished)
		})
		<-finished
	}
}

func buy(name string, done func(amount int, err error)) {
	shop.Login(name, func(user shop.User, err error) {
		if err != nil {
			done(0, err)
			return
		}
		shop.Status(user, func(status string, err error) {
			if err != nil {
				done(0, err)
				return
			}
			fmt.Println(user.Name, "has status", status)
			shop.GetOrder(user.ID, func(order shop.Order, err error) {
				if err != nil {
					done(0, err)
					return
				}
				shop.Pay(user.Card, order, func(receipt shop.Receipt, err error) {
					if err != nil {
						done(0, err)
						return
					}
					shop.Ads(receipt, func(ads []string, err error) {
						if err != nil {
							done(0, err)
							return
						}
						for _, ad := range ads {
							fmt.Println("ad:", ad)
						}
						// The advertisements stay for a while.
						shop.SetTimeout(5*time.Millisecond, func() {
							fmt.Println("thank you,", user.Name)
							done(receipt.Amount, nil)
						})
					})
				})
			})
		})
	})
}
