// Package app has a pyramid.
package app

import "github.com/unnest-go/unnest/rewrite/nogo/testdata/api"

func buy(bank api.Bank, name string, done func(api.Receipt, error)) {
	api.Login(name, func(user api.User, err error) {
		if err != nil {
			done(api.Receipt{}, err)
			return
		}
		api.GetOrder(user.ID, func(order api.Order, err error) {
			if err != nil {
				done(api.Receipt{}, err)
				return
			}
			bank.Pay(user.Card, order, done)
		})
	})
}
