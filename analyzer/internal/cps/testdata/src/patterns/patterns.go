// Functions that are declared from outside, by the patterns in TestOnce.
package patterns

type Agent struct{}

type Value int

func (*Agent) Get(key string, k func(Value))                  {}
func (*Agent) Scan(each func(Value), done func(Value, error)) {}
func (*Agent) Pair(ok func(Value), fail func(error))          {}
func (*Agent) Loop(k func(Value))                             { k(1); k(2) }
func (*Agent) Result(k func(Value) error)                     {}
func (*Agent) OnClose(k func(Value))                          {}
func (*Agent) Begin(o Options)                                {}
func (*Agent) Fail(k func(error))                             { failed = k }

var failed func(error)

type Options struct {
	Done func(Value)
	Tick func(Value)
}

type Other struct {
	Get func(key string, k func(Value))
}

func (*Other) Named(progress func(Value), k func(Value), also func(error)) {}

func Post(f func()) { queue <- f }

var queue chan func()

func calls(a *Agent, o *Other) {
	a.Get("a", func(Value) {}) // want "^Get func\\(patterns.Value\\) declared at an unknown time$"
	a.Scan(
		func(Value) {},
		func(Value, error) {}, // want "^Scan .* declared"
	)
	a.Pair(
		func(Value) {}, // want "^Pair .* declared"
		func(error) {}, // want "^Pair .* declared"
	)
	a.Loop(func(Value) {})
	a.Result(func(Value) error { return nil })
	a.OnClose(func(Value) {}) // want "^OnClose .* declared"
	a.Fail(func(error) {})    // want "^Fail .* declared"
	a.Begin(Options{
		Done: func(Value) {}, // want "^Begin .* declared"
		Tick: func(Value) {},
	})
	o.Get("a", func(Value) {}) // want "^Get .* declared"
	o.Named(
		func(Value) {},
		func(Value) {}, // want "^Named .* declared"
		func(error) {},
	)
	Post(func() {})                      // want "^Post func\\(\\) declared at an unknown time, hop$"
	(*Agent).Get(a, "a", func(Value) {}) // want "^Get .* declared"
}
