// Directives that declare nothing.
package broken

//unnest:once done // want "wrongName has no parameter done"
func wrongName(k func(error)) {} // want wrongName:"k "

//unnest:once n // want "n is not a function without results"
func wrongType(n int, k func(error)) {} // want wrongType:"k "

//unnest:once f // want "f is not a function without results"
func withResult(f func() error) {}

//unnest:once // want "noCallback has no parameter that is a function without results"
func noCallback(n int) {}

//unnest:once o.fail // want "o has no field fail"
func noField(o struct{ done func(error) }) {}

//unnest:once // want "//unnest:once is not in the doc comment of a function, a method, or a field or type of function type"
type number int

type options struct {
	//unnest:once // want "is not in the doc comment"
	name string
}

func body() {
	//unnest:once // want "is not in the doc comment"
	_ = options{}.name
}

//unnest:oncemore is another directive
func other(k func(error)) {} // want other:"k "

// In a sentence, //unnest:once is no directive.
func sentence(k func(error)) {} // want sentence:"k "

//unnest:once k x // want "half has no parameter x"
func half(k func(error)) {} // want half:"k "
