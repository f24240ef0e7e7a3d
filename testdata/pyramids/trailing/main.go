// Trailing goes on after each launch while the operation is under way.
package main

import (
	"fmt"

	"github.com/unnest-go/unnest/testdata/pyramids/shop"
)

func main() {
	finished := make(chan bool)
	visit("gopher", func() { close(finished) })
	<-finished
}

func visit(name string, done func()) {
	shop.Login(name, func(user shop.User, err error) {
		asked := make(chan bool)
		fmt.Println("logged in:", user.Name, err)
		shop.GetOrder(user.ID, func(order shop.Order, err error) {
			<-asked // the line after the launch comes first
			fmt.Println("order:", order, err)
			told := make(chan bool)
			shop.Pay(user.Card, order, func(receipt shop.Receipt, err error) {
				<-told
				fmt.Println("paid:", receipt, err)
				done()
			})
			fmt.Println("paying")
			close(told)
		})
		fmt.Println("asking for the order")
		close(asked)
	})
	fmt.Println("logging in")
}
