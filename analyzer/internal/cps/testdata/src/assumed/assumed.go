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

// Operation is the type of functions that take a continuation.
type Operation func(k func(n int, err error))

type Options struct {
	Done func(n int, err error)
}

type Poster interface{ Post(Options) }

var Start func(k func(n int, err error))

var anonymous struct{ load func(k func(n int, err error)) }

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
	t.list[0](func(n int, err error) {})                // want `^give the function a name, `
	p.Post(Options{Done: func(n int, err error) {}})    // want `-once 'assumed.Options.Done'`
	Start(func(n int, err error) {})                    // want `-once 'assumed.Start'`
	native(func(n int, err error) {})                   // want `-once 'assumed.native'`
	op(func(n int, err error) {})                       // want `^declare it with -once 'assumed.op'$`
	anonymous.load(func(n int, err error) {})           // want `-once 'assumed.load', or with //unnest:once in its doc comment`
	g.Pull("a", func(n int, err error) {})              // want `^declare it with -once 'lib.Getter.Pull'$`
}

func typed(op Operation, all map[string]Operation, plain func(func(n int, err error))) { // want typed:"^op once at once; plain many: "
	op(func(n int, err error) {})       // want `^declare it with -once 'assumed.op', or with //unnest:once in the doc comment of its type Operation$`
	all["a"](func(n int, err error) {}) // want `^declare it with //unnest:once in the doc comment of its type Operation$`
	plain(func(n int, err error) {})    // want `^declare it with -once 'assumed.plain'$`
	type local func(k func(n int, err error))
	local(plain)(func(n int, err error) {}) // want `^give the function a name, `
}
