package passing

// Functions that variables hold. Those of the package are declared together, and set
// elsewhere.
var (
	replaced = func(k func(error)) { go k(nil) }
	steady   = func(k func(error)) { go k(nil) }
	chosen   = fetch
	taken    = remote.fetch
	repeated = hedged(steady)
	literal  = hedged(func(k func(error)) { go k(nil) })
	oneOf    = choose(false, steady, twice)
	listed   = []func(func(error)){twice}[0]
	aimedAt  = func(k func(error)) { go k(nil) }
	pointed  = &aimedAt

	viaBlock = func() {
		_ = func(k func(error)) { replaced(k) }
		relay(nil)
	}
)

func init() {
	replaced = func(k func(error)) {
		k(nil)
		k(nil)
	}
}

func viaReplaced(k func(error)) { // want viaReplaced:"^k lost: is passed on to replaced, of which nothing is known$"
	replaced(k)
}

func viaSteady(k func(error)) { // want viaSteady:"^k once later, spawned, parting$"
	steady(k)
}

func viaChosen(k func(string, error)) { // want viaChosen:"^k once later, exclusive, parting$"
	chosen("a", k)
}

func relay(k func(error)) { // want relay:"^k once later, spawned, parting$"
	again := steady
	again(k)
}

func viaTaken(k func(string, error)) { // want viaTaken:"^k once later, exclusive, parting$"
	taken("a", k)
}

type peer struct{}

var remote peer

func (peer) fetch(key string, k func(string, error)) { fetch(key, k) } // want fetch:"^k once later, exclusive, parting$"

func twice(k func(error)) { // want twice:"^k many: may be called twice on one path$"
	k(nil)
	k(nil)
}

// Values that have the type of a function that is called once, and are others.

func hedged[F ~func(func(error))](f F) F {
	return func(k func(error)) {
		f(k)
		f(k)
	}
}

func choose[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

func of[T any](all ...T) []T { return all }

type box[T any] struct{ value T }

func in[T any](value T) box[T] { return box[T]{value} }

func viaRepeated(k func(error)) { // want viaRepeated:"^k lost: is passed on to repeated, of which nothing is known$"
	repeated(k)
}

func viaLiteral(k func(error)) { // want viaLiteral:"^k lost: is passed on to literal, of which nothing is known$"
	literal(k)
}

func viaEither(k func(error)) { // want viaEither:"^k lost: is passed on to oneOf, of which nothing is known$"
	oneOf(k)
}

func viaListed(k func(error)) { // want viaListed:"^k lost: is passed on to listed, of which nothing is known$"
	listed(k)
}

func viaPointed(k func(error)) { // want viaPointed:"^k lost: is passed on to a function value, of which nothing is known$"
	(*pointed)(k)
}

func viaCall(k func(error)) { // want viaCall:"^k lost: is passed on to a function value, of which nothing is known$"
	hedged(steady)(k)
}

func viaElement(k func(error)) { // want viaElement:"^k lost: is passed on to a function value, of which nothing is known$"
	of(steady, twice)[1](k)
}

func viaField(k func(error)) { // want viaField:"^k lost: is passed on to value, of which nothing is known$"
	b := in(steady)
	b.value = twice
	b.value(k)
}

func viaAddress(k func(error)) { // want viaAddress:"^k lost: is passed on to a function value, of which nothing is known$"
	start := func(k func(error)) { go k(nil) }
	p := &start
	*p = twice
	(*p)(k)
}

func viaAddressed(k func(error)) { // want viaAddressed:"^k lost: is passed on to start, of which nothing is known$"
	start := func(k func(error)) { go k(nil) }
	p := &start
	*p = twice
	start(k)
}

func viaLocal(twice bool, k func(error)) { // want viaLocal:"^k lost: is passed on to start, of which nothing is known$"
	start := func(k func(error)) { k(nil) }
	if twice {
		start = func(k func(error)) {
			k(nil)
			k(nil)
		}
	}
	start(k)
}

func viaDefault(start func(func(error)), k func(error)) { // want viaDefault:"^start once at once, nil-tested; k lost: is passed on to start, of which nothing is known$"
	if start == nil {
		start = func(k func(error)) { k(nil) }
	}
	start(k)
}

func viaAlias(k func(error)) { // want viaAlias:"^k once at once$"
	run := func(k func(error)) { k(nil) }
	alias := run
	alias(k)
}

func wrappedByName(k func(error)) { // want wrappedByName:"^k many: may be called twice on one path$"
	next := k
	both := func(err error) {
		next(err)
		next(err)
	}
	k = both
	k(nil)
}

func wrappedByAlias(k func(error)) { // want wrappedByAlias:"^k many: may be called twice on one path$"
	next := k
	both := func(err error) {
		next(err)
		next(err)
	}
	alias := both
	k = alias
	k(nil)
}

func wrappedOnce(k func(error)) { // want wrappedOnce:"^k once at once$"
	next := k
	traced := func(err error) {
		_ = load
		next(err)
	}
	k = traced
	k(nil)
}
