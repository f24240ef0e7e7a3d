// Package promise declares what chains are made of.
package promise

import (
	"context"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
)

type Promise[T any] struct{ f func(func(T, error)) }

type Unit struct{}

func Call[T any](launch func(k func(T, error))) *Promise[T] { panic("declared only") }

func TryCall[T any](launch func(k func(T, error)) error) *Promise[T] { panic("declared only") }

func Resolve[T any](v T) *Promise[T] { panic("declared only") }

func New[T any](exec func(resolve func(T), reject func(error))) *Promise[T] { return NewOn(nil, exec) }

func NewOn[T any](l *loop.Loop, exec func(resolve func(T), reject func(error))) *Promise[T] {
	p, r := WithResolver[T](l)
	r.execute(func() { exec(r.Fulfill, r.Reject) })
	return p
}

type Resolver[T any] struct{ p *Promise[T] }

func WithResolver[T any](l *loop.Loop) (*Promise[T], Resolver[T]) { panic("declared only") }

func (r Resolver[T]) execute(exec func()) { exec() }

func (r Resolver[T]) Fulfill(v T) { panic("declared only") }

func (r Resolver[T]) Reject(err error) { panic("declared only") }

func (r Resolver[T]) Adopt(q *Promise[T]) { panic("declared only") }

func All[T any](inputs ...*Promise[T]) *Promise[[]T] { panic("declared only") }

func (p *Promise[T]) Then[R any](f func(T) *Promise[R]) *Promise[R] { panic("declared only") }

func (p *Promise[T]) ThenCall[R any](f func(T, func(R, error))) *Promise[R] { panic("declared only") }

func (p *Promise[T]) ThenTry[R any](f func(T, func(R, error)) error) *Promise[R] { panic("declared only") }

func (p *Promise[T]) Handle[R any](f func(T, error) *Promise[R]) *Promise[R] { panic("declared only") }

func (p *Promise[T]) HandleCall[R any](f func(T, error, func(R, error))) *Promise[R] { panic("declared only") }

func (p *Promise[T]) Map[R any](f func(T) (R, error)) *Promise[R] { panic("declared only") }

func (p *Promise[T]) Do(f func(T)) *Promise[T] { panic("declared only") }

func (p *Promise[T]) Keep(dst *T) *Promise[T] { panic("declared only") }

func (p *Promise[T]) Catch(f func(error) *Promise[T]) *Promise[T] { panic("declared only") }

func (p *Promise[T]) MapErr(f func(error) error) *Promise[T] { panic("declared only") }

func (p *Promise[T]) Finally(f func()) *Promise[T] { panic("declared only") }

func (p *Promise[T]) On(l *loop.Loop) *Promise[T] { panic("declared only") }

func (p *Promise[T]) Timeout(d time.Duration) *Promise[T] { panic("declared only") }

func (p *Promise[T]) WithContext(ctx context.Context) *Promise[T] { panic("declared only") }

func (p *Promise[T]) Settle(f func(T, error)) { panic("declared only") }

func (p *Promise[T]) Start() *Promise[T] { panic("declared only") }

func (p *Promise[T]) Await(ctx context.Context) (T, error) { panic("declared only") }

func Loop[T any](state T, step func(T) *Promise[T]) *Promise[T] { panic("declared only") }

func Recurse[T any](state T, step func(T) *Promise[T]) *Promise[T] { panic("declared only") }

func ErrorOnly(k func(Unit, error)) func(error) { panic("declared only") }

func ValueOnly[T any](k func(T, error)) func(T) { panic("declared only") }

func Signal(k func(Unit, error)) func() { panic("declared only") }
