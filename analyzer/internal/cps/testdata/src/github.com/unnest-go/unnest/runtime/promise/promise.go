// Package promise declares what chains are made of.
package promise

import (
	"context"
	"time"
)

type Promise[T any] struct{ f func(func(T, error)) }

type Unit struct{}

func Call[T any](launch func(k func(T, error))) *Promise[T] { panic("declared only") }

func TryCall[T any](launch func(k func(T, error)) error) *Promise[T] { panic("declared only") }

func Resolve[T any](v T) *Promise[T] { panic("declared only") }

func All[T any](inputs ...*Promise[T]) *Promise[[]T] { panic("declared only") }

func (p *Promise[T]) Then[R any](f func(T) *Promise[R]) *Promise[R] { panic("declared only") }

func (p *Promise[T]) ThenCall[R any](f func(T, func(R, error))) *Promise[R] { panic("declared only") }

func (p *Promise[T]) ThenTry[R any](f func(T, func(R, error)) error) *Promise[R] { panic("declared only") }

func (p *Promise[T]) Handle[R any](f func(T, error) *Promise[R]) *Promise[R] { panic("declared only") }

func (p *Promise[T]) HandleCall[R any](f func(T, error, func(R, error))) *Promise[R] { panic("declared only") }

func (p *Promise[T]) Map[R any](f func(T) (R, error)) *Promise[R] { panic("declared only") }

func (p *Promise[T]) Do(f func(T)) *Promise[T] { panic("declared only") }

func (p *Promise[T]) Keep(dst *T) *Promise[T] { panic("declared only") }

func (p *Promise[T]) MapErr(f func(error) error) *Promise[T] { panic("declared only") }

func (p *Promise[T]) Timeout(d time.Duration) *Promise[T] { panic("declared only") }

func (p *Promise[T]) WithContext(ctx context.Context) *Promise[T] { panic("declared only") }

func (p *Promise[T]) Settle(f func(T, error)) { panic("declared only") }

func Loop[T any](state T, step func(T) *Promise[T]) *Promise[T] { panic("declared only") }

func Recurse[T any](state T, step func(T) *Promise[T]) *Promise[T] { panic("declared only") }

func ErrorOnly(k func(Unit, error)) func(error) { panic("declared only") }

func ValueOnly[T any](k func(T, error)) func(T) { panic("declared only") }
