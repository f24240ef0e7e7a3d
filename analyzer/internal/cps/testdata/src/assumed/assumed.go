// Package assumed has operations of which nothing is known, and what is said to
// declare them.
package assumed

import "lib"

type API interface {
	Fetch(id int, k func(n int, err error))
	Both(ok func(n int), done func(n int, err error))
}

type List[T any] interface{ Get(k func(T, error)) }

type Table struct {
	Load func(id int, k func(n int, err error))
	list [2]func(k func(n int, err error))
}

type Options struct {
	Done func(n int, err error)
}

type Poster interface{ Post(Options) }

var Start func(k func(n int, err error))

func native(k func(n int, err error))

var (
	api API
	l   List[int]
	t   = new(Table)
	p   Poster
	g   lib.Getter
)

func callers() {
	op := Start
	if t.Load == nil {
		op = native
	}
	api.Fetch(1, func(n int, err error) {})             // want `declare it with -once 'assumed.API.Fetch', or with`
	api.Both(func(n int) {}, func(n int, err error) {}) // want `-once 'assumed.API.Both'`
	l.Get(func(n int, err error) {})                    // want `-once 'assumed.List.Get'`
	t.Load(1, func(n int, err error) {})                // want `-once 'assumed.Table.Load'`
	t.list[0](func(n int, err error) {})                // want `give the function a name`
	p.Post(Options{Done: func(n int, err error) {}})    // want `-once 'assumed.Options.Done'`
	Start(func(n int, err error) {})                    // want `-once 'assumed.Start'`
	native(func(n int, err error) {})                   // want `-once 'assumed.native'`
	op(func(n int, err error) {})                       // want `-once 'assumed.op'`
	g.Pull("a", func(n int, err error) {})              // want `-once 'lib.Getter.Pull'`
}
