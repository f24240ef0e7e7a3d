// Package app stands for that of go-app: what is dispatched is kept until its turn.
package app

type Context struct{ queue []func(Context) }

func (c Context) Dispatch(v func(Context)) { c.queue = append(c.queue, v) }

func (c Context) Defer(v func(Context)) { c.queue = append(c.queue, v) }

func (c Context) After(seconds int, f func(Context)) { c.queue = append(c.queue, f) }

func (c Context) Handle(action string, h func(Context)) { c.queue = append(c.queue, h) }
