// Package actor stands for that of Proto.Actor: what is to come after a future is
// kept until then.
package actor

type Future struct{ after []func(any, error) }

type Context interface {
	ReenterAfter(f *Future, continuation func(res any, err error))
}
