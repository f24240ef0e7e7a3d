// Twelve is twelve levels deep.
package main

import (
	"fmt"
	"time"

	"github.com/unnest-go/unnest/testdata/pyramids/shop"
)

func main() {
	for _, name := range []string{"gopher", "", "antelopes"} {
		finished := make(chan bool)
		buyTwice(name, func(amount int, err error) {
			fmt.Println("done:", amount, err)
			close(finished)
		})
		<-finished
	}
}

func buyTwice(name string, done func(int, error)) {
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
			fmt.Println("status", status)
			shop.GetOrder(user.ID, func(first shop.Order, err error) {
				if err != nil {
					done(0, err)
					return
				}
				shop.Pay(user.Card, first, func(paid shop.Receipt, err error) {
					if err != nil {
						done(0, err)
						return
					}
					shop.Ads(paid, func(ads []string, err error) {
						if err != nil {
							done(0, err)
							return
						}
						fmt.Println("ads", ads)
						shop.SetTimeout(time.Millisecond, func() {
							shop.Login(ads[0], func(friend shop.User, err error) {
								if err != nil {
									done(0, err)
									return
								}
								shop.Status(friend, func(status string, err error) {
									if err != nil {
										done(0, err)
										return
									}
									fmt.Println("status of the friend", status)
									shop.GetOrder(friend.ID, func(second shop.Order, err error) {
										if err != nil {
											done(0, err)
											return
										}
										shop.Pay(user.Card, second, func(gift shop.Receipt, err error) {
											if err != nil {
												done(0, err)
												return
											}
											shop.Ads(gift, func(more []string, err error) {
												if err != nil {
													done(0, err)
													return
												}
												fmt.Println("ads", more)
												shop.SetTimeout(time.Millisecond, func() {
													fmt.Println("thank you,", user.Name, "and", friend.Name)
													done(paid.Amount+gift.Amount, nil)
												})
											})
										})
									})
								})
							})
						})
					})
				})
			})
		})
	})
}
