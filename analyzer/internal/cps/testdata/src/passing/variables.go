package passing

// Functions that variables hold. Those of the package are declared together, and set
// elsewhere.
var (
	replaced = func(k func(error)) { go k(nil) }
	steady   = func(k func(error)) { go k(nil) }
	chosen   = fetch

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
