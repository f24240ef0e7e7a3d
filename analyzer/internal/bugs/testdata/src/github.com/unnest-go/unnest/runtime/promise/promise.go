// Package promise has the declarations that rules know.
package promise

import (
	"context"

	"github.com/unnest-go/unnest/runtime/loop"
)

type Promise[T any] struct{ _ T }

func Call[T any](launch func(k func(T, error))) *Promise[T]                  { return nil }
func New[T any](exec func(resolve func(T), reject func(error))) *Promise[T]  { return nil }
func All[T any](inputs ...*Promise[T]) *Promise[[]T]                         { return nil }
func Loop[S any](s S, step func(S) *Promise[S]) *Promise[S]                  { return nil }
func (p *Promise[T]) Then[R any](f func(T) *Promise[R]) *Promise[R]          { return nil }
func (p *Promise[T]) Map[R any](f func(T) (R, error)) *Promise[R]            { return nil }
func (p *Promise[T]) Handle[R any](f func(T, error) *Promise[R]) *Promise[R] { return nil }
func (p *Promise[T]) ThenCall[R any](f func(T, func(R, error))) *Promise[R]  { return nil }
func (p *Promise[T]) Do(f func(T)) *Promise[T]                               { return nil }
func (p *Promise[T]) Catch(f func(error) *Promise[T]) *Promise[T]            { return nil }
func (p *Promise[T]) Start() *Promise[T]                                     { return nil }
func (p *Promise[T]) Settle(f func(T, error))                                {}
func (p *Promise[T]) Await(ctx context.Context) (v T, err error)             { return v, nil }
func (p *Promise[T]) Settled() bool                                          { return false }
func (p *Promise[T]) Result() (v T, err error, ok bool)                      { return v, nil, false }
func (p *Promise[T]) On(l *loop.Loop) *Promise[T]                            { return nil }
func Race[T any](inputs ...*Promise[T]) *Promise[T]                          { return nil }

func NewOn[T any](l *loop.Loop, exec func(resolve func(T), reject func(error))) *Promise[T] {
	return nil
}
