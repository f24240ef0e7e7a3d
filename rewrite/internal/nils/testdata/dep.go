// Package dep is of another module: nobody knows what its functions do.
package dep

import "io"

// Done is told.
type Done = func(int, error)

// Recover may recover from a panic.
func Recover() {}

// A Server serves.
type Server interface{ Serve(n int, done Done) }

// A Closer closes.
type Closer interface{ Close() error }

// An Any is anything.
type Any interface{}

// Functions that get something.
func (r Reg) Run()                {}
func Run(x Server)                {}
func RunAny(x any)                {}
func RunNamed(x Any)              {}
func RunSlice(x []any)            {}
func RunMap(x map[string]any)     {}
func RunKeys(x map[any]int)       {}
func RunPointer(x *any)           {}
func RunError(err error)          {}
func RunCloser(x Closer)          {}
func RunFunc(f func() any)        {}
func RunAll(x ...any)             {}
func RunGetter(x Getter)          {}
func RunStruct(x struct{ V any }) {}

// Generic ones.
func RunServer[T Server](x T)      {}
func RunT[T any](x T)              {}
func RunTs[T Server](x []T)        {}
func RunF[F ~func(int, Done)](f F) {}
func RunP[T any, P interface {
	*T
	Server
}]() {
}

// A Getter gets anything.
type Getter interface{ Get() any }

// A Reg has anything.
type Reg struct{ V any }

// A Box has something.
type Box[T Server] struct{ V T }

// Funcs are functions by name.
type Funcs map[string]any

// Run calls them.
func (Funcs) Run() {}

// What there is.
var (
	Hook  any
	Hooks = map[string]any{}
	Chan  = make(chan any, 1)
)

// Table has functions.
func Table() map[string]func(int, Done) { return nil }

// Registry has anything.
func Registry() map[string]any { return nil }

// Setter sets anything.
func Setter() func(any) { return func(any) {} }

// Look finds anything.
func Look() any { return nil }

// Fill fills what it gets.
func Fill(x any) {}

// Handlers and Conf have functions that are called.
type Handlers map[string]func(int, Done)

func (Handlers) Run() {}

type Conf struct{ F func(int, Done) }

func (Conf) Run()         {}
func RunConf(c Conf)      {}
func RunConfs(c ...*Conf) {}

func RunWriter(w io.Writer) { any(w).(interface{ Fetch(n int, done Done) }).Fetch(0, nil) }

// A List has values, which may be handled.
type List[T any] struct{ V []T }

// Handle handles them.
func (l List[T]) Handle(h any) {
	for _, v := range l.V {
		h.(interface {
			// Keep keeps a value { by itself }.
			Keep(
				v T, done Done,
			)
		}).Keep(v, nil)
	}
}
