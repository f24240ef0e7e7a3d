// Calls that take one-shot continuations, each reported at the continuation.
package launches

import (
	"context"
	"errors"
	"lib"
	"time"
)

type User struct{ ID int }

type OpError struct{}

func (*OpError) Error() string { return "" }

type Failure struct{ Message string }

func (Failure) Error() string { return "" }

type Callback func(User, error)

type API interface {
	Login(name string, k func(User, error))
	Store(u User, k func(err error, n int))
	Delete(u User, k func(*User, *OpError)) error
	Name(k Callback)
	Plain(k func(User))
	Signal(k func())
	Range2(first func(User, error), key string)
}

type client struct {
	API
	get func(key string, k func(int, error))
}

// Interface methods: assumed by the shape.
func interfaces(api API, c client) {
	api.Login("a", func(User, error) {})               // want "^Login func\\(launches.User, error\\) assumed at an unknown time, error 1$"
	api.Store(User{}, func(error, int) {})             // want "^Store func\\(err error, n int\\) assumed at an unknown time, error 0$"
	_ = api.Delete(User{}, func(*User, *OpError) {})   // want "^Delete func\\(\\*launches.User, \\*launches.OpError\\) assumed at an unknown time$"
	api.Name(func(User, error) {})                     // want "^Name func\\(launches.User, error\\) assumed at an unknown time, error 1$"
	api.Name(Callback(func(User, error) {}))           // want "^Name .* assumed at an unknown time, error 1$"
	api.Name((func(User, error) {}))                   // want "^Name .* assumed at an unknown time, error 1$"
	c.Login("a", func(User, error) {})                 // want "^Login .* assumed"
	c.get("a", func(int, error) {})                    // want "^get .* assumed at an unknown time, error 1$"
	API.Login(api, "a", func(User, error) {})          // want "^Login .* assumed"
	api.Login("a", nil)
	api.Plain(func(User) {})
	api.Signal(func() {})
}

// Functions with a body: proven.
func load(key string, k func(int, error)) {
	go func() {
		n, err := read(key)
		k(n, err)
	}()
}

func loadMaybe(key string, k func(int, error)) {
	if key == "" {
		k(0, errors.New("no key"))
		return
	}
	load(key, k) // want ", named$"
}

func failed(k func(Failure)) {
	go func() {
		read("")
		k(Failure{})
	}()
}

func signal(k func()) {
	go func() {
		read("")
		k()
	}()
}

func values(k func(int, bool)) {
	go func() {
		n, err := read("")
		k(n, err == nil)
	}()
}

func optional(k func(error)) {
	load("", func(_ int, err error) { // want "^load "
		if k != nil {
			k(err)
		}
	})
}

func first(k func(int, error), key string) { load(key, k) } // want ", named$"

func choice(ok func(int), fail func(error)) {
	load("", func(n int, err error) { // want "^load "
		if err != nil {
			fail(err)
			return
		}
		ok(n)
	})
}

func report(each func(int), k func(error)) {
	load("", func(n int, err error) { // want "^load "
		for i := range n {
			each(i)
		}
		k(err)
	})
}

func pair(onSuccess func(int), onError func(error)) {
	choice(onSuccess, onError) // want ", named$" ", named$"
}

func atOnce(k func(int, error)) { k(read("")) }

func eager(k func()) { go k() }

func worker(f func(int)) { go f(1) }

func read(string) (int, error) { return 0, nil }

func bodies(done func(int, error)) {
	load("a", func(int, error) {})      // want "^load func\\(int, error\\) proven later, error 1$"
	load("a", done)                     // want "^load func\\(int, error\\) proven later, error 1, named$"
	loadMaybe("a", func(int, error) {}) // want "^loadMaybe .* proven sometimes at once, error 1$"
	failed(func(Failure) {})            // want "^failed func\\(launches.Failure\\) proven later$"
	signal(func() {})                   // want "^signal func\\(\\) proven later$"
	values(func(int, bool) {})          // want "^values func\\(int, bool\\) proven later$"
	optional(func(error) {})            // want "^optional func\\(error\\) proven later, error 0, nil-tested$"
	first(func(int, error) {}, "a")     // want "^first .* proven later, error 1$"
	choice(
		func(int) {},   // want "^choice func\\(int\\) proven later$"
		func(error) {}, // want "^choice func\\(error\\) proven later, error 0$"
	)
	report(
		func(int) {},
		func(error) {}, // want "^report func\\(error\\) proven later, error 0$"
	)
	pair(
		func(int) {},   // want "^pair func\\(int\\) proven later$"
		func(error) {}, // want "^pair func\\(error\\) proven later, error 0$"
	)
	atOnce(func(int, error) {})
	eager(func() {}) // want "^eager func\\(\\) proven later, hop$"
	worker(func(int) {})
}

// Variables that hold a literal.
func variables() {
	once := func(int, error) {}
	load("a", once) // want "^load func\\(int, error\\) proven later, error 1$"

	twice := func(int, error) {}
	load("a", twice) // want ", named$"
	load("b", twice) // want ", named$"

	var again func(int, error)
	again = func(n int, err error) {
		load("a", again) // want ", named$"
	}
	load("a", again) // want ", named$"
}

// Fields of composite literals.
type Options struct {
	Name string
	Done func(User, error)
	Each func(User)
	Log  func(error)
}

func start(o Options) {
	load(o.Name, func(n int, err error) { // want "^load "
		for range n {
			o.Each(User{})
		}
		o.Done(User{}, err)
	})
}

type Starter interface {
	Begin(*Options)
	OnBegin(*Options)
	Use(lib.Options)
	Finish(lib.Completion)
}

func fields(s Starter) {
	start(Options{
		Name: "a",
		Done: func(User, error) {}, // want "^start func\\(launches.User, error\\) proven later, error 1$"
		Each: func(User) {},
		Log:  func(error) {},
	})
	s.Begin(&Options{
		Done: func(User, error) {}, // want "^Begin func\\(launches.User, error\\) assumed at an unknown time, error 1$"
		Log:  func(error) {},
	})
	s.OnBegin(&Options{
		Done: func(User, error) {},
	})
	start(Options{
		"a",
		func(User, error) {}, // want "^start func\\(launches.User, error\\) proven"
		nil,
		nil,
	})
	s.Use(lib.Options{
		Done: func(error) {}, // want "^Use func\\(error\\) declared at an unknown time, error 0$"
		Each: func(int) {},
	})
	s.Finish(func(int) {}) // want "^Finish func\\(int\\) declared at an unknown time$"
}

// Other packages.
func packages(c *lib.Client[User], g lib.Getter) {
	c.Get("a", func(User, error) {})                                 // want "^Get func\\(launches.User, error\\) proven later, error 1$"
	c.Named("a", func(User, error) {})                               // want "^Named .* proven later"
	c.As(func(User) string { return "" }, func(string, error) {})    // want "^As func\\(string, error\\) proven later"
	g.Fetch("a", func(int, error) {})                                // want "^Fetch .* declared at an unknown time, error 1$"
	g.Pull("a", func(int, error) {})                                 // want "^Pull .* assumed at an unknown time, error 1$"
	time.AfterFunc(time.Second, func() {})                           // want "^AfterFunc func\\(\\) declared later, hop$"
	context.AfterFunc(context.Background(), func() {})               // want "^AfterFunc func\\(\\) declared later, hop$"
	lib.Options{}.Done(nil)
	c.Each(func(User) {})
}

// Local functions and function values.
func values2(op func(k func(int, error)), table map[string]func(func(error))) {
	step := func(k func(error)) { optional(k) } // want ", named, nil-tested$"
	step(func(error) {})                        // want "^step func\\(error\\) proven later, error 0, nil-tested$"
	op(func(int, error) {})                     // want "^op .* assumed"
	table["a"](func(error) {})                  // want "^a function value func\\(error\\) assumed"
	func(k func(error)) { optional(k) }(        // want ", named, nil-tested$"
		func(error) {}, // want "^a function literal func\\(error\\) proven later, error 0, nil-tested$"
	)
}

type completed func(int, error)

//unnest:once k
func generic[F ~func(int, error)](k F) { k(1, nil) }

// A literal that takes the place of one gets the type that is written there. One that takes the
// place of a variable has none, and what the callee is given would be told apart.
func given(named completed, plain func(int, error)) {
	generic(func(int, error) {})            // want "^generic func\\(int, error\\) declared at an unknown time, error 1$"
	generic(completed(func(int, error) {})) // want "^generic func\\(int, error\\) declared at an unknown time, error 1$"
	generic(plain)                          // want ", named$"
	generic(named)                          // want ", named, retyped$"
	generic[completed](named)               // want ", named$"
	fixed[completed]{}.generic(named)       // want ", named$"
	fixed[completed]{}.other(1, named)      // want ", named, retyped$"
	var held completed = func(int, error) {}
	generic(held)    // want ", error 1, retyped$"
	load("a", named) // want ", named$"
}

type fixed[F ~func(int, error)] struct{}

//unnest:once k
func (fixed[F]) generic(k F) { k(1, nil) }

//unnest:once k
func (fixed[F]) other[N ~int, G ~func(int, error)](n N, k G) { k(1, nil) }
