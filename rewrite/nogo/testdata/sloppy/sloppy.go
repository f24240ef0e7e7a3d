// Package sloppy has a pyramid with a mistake.
package sloppy

import (
	"fmt"

	"github.com/unnest-go/unnest/rewrite/nogo/testdata/api"
)

func order(name string) {
	api.Login(name, func(user api.User, err error) {
		if err != nil {
			fmt.Println(err)
			return
		}
		api.GetOrder(user.ID, func(order api.Order, err error) { fmt.Println(order) })
	})
}
