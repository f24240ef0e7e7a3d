// Values beside errors.
package exclusive

import (
	"errors"
	"lib"
)

type page struct{ text string }

var global []func(page, error)

// Delivered by a call.

func written(k func(page, error)) { // want written:"exclusive(, parting)?$"
	go k(page{}, errors.New("none"))
}

func fulfilled(k func(page, error)) { // want fulfilled:"exclusive(, parting)?$"
	k(page{"text"}, nil)
}

func unset[T any](k func(T, error)) { // want unset:"exclusive(, parting)?$"
	var zero T
	k(zero, errors.New("none"))
}

func fresh[T any](k func(T, error)) { // want fresh:"exclusive(, parting)?$"
	k(*new(T), errors.New("none"))
}

func set[T any](v T, k func(T, error)) { // want set:"^k once at once$"
	var zero T
	if v, ok := any(v).(T); ok {
		zero = v
	}
	k(zero, errors.New("none"))
}

func filled(k func(page, error)) { // want filled:"^k once at once$"
	var p page
	p.text = "part"
	k(p, errors.New("none"))
}

func (p *page) fill() { p.text = "part" }

func filledByMethod(k func(page, error)) { // want filledByMethod:"^k once at once$"
	var p page
	p.fill()
	k(p, errors.New("none"))
}

func find() (page, error) { return page{"part"}, errors.New("none") }

func results(k func(page, error)) { // want results:"^k once at once$"
	k(find())
}

func both(k func(page, error)) { // want both:"^k once at once$"
	p, err := find()
	k(p, err)
}

func tested(k func(page, error)) { // want tested:"exclusive(, parting)?$"
	p, err := find()
	if err != nil {
		k(page{}, err)
		return
	}
	k(p, err)
}

type problem struct{}

func (*problem) Error() string { return "problem" }

func seek() (page, *problem) { return page{"text"}, nil }

// A pointer that is nil is an error.
func testedPointer(k func(page, error)) { // want testedPointer:"^k once at once$"
	p, err := seek()
	if err != nil {
		k(page{}, err)
		return
	}
	k(p, err)
}

type coded interface {
	error
	Code() int
}

func ask() (page, coded) { return page{"text"}, nil }

func testedInterface(k func(page, error)) { // want testedInterface:"exclusive(, parting)?$"
	p, err := ask()
	if err != nil {
		k(page{}, err)
		return
	}
	k(p, err)
}

func testedTooEarly(k func(page, error)) { // want testedTooEarly:"^k once at once$"
	p, err := find()
	if err != nil {
		k(page{}, err)
		return
	}
	p, err = find()
	k(p, err)
}

func logged(k func(page, error)) { // want logged:"^k once at once$"
	p, err := find()
	if err != nil {
		print(err.Error())
	}
	k(p, err)
}

func several(k func(page, int, error)) { // want several:"exclusive(, parting)?$"
	k(page{}, 0, errors.New("none"))
}

func oneOfSeveral(k func(page, int, error)) { // want oneOfSeveral:"^k once at once$"
	k(page{}, 1, errors.New("none"))
}

func empty(k func([]int, error)) { // want empty:"^k once at once$"
	k([]int{}, errors.New("none"))
}

// Handed on.

func handed(k func(page, error)) { written(k) } // want handed:"exclusive(, parting)?$"

func handedToBoth(k func(page, error)) { both(k) } // want handedToBoth:"^k once at once$"

func handedByVariable(k func(page, error)) { // want handedByVariable:"exclusive(, parting)?$"
	done := k
	written(done)
}

func handedByLiteral(k func(page, error)) { // want handedByLiteral:"exclusive(, parting)?$"
	written(func(p page, err error) { k(p, err) })
}

func handedByLiterals(k func(page, error)) { // want handedByLiterals:"exclusive(, parting)?$"
	done := func(p page, err error) { k(p, err) }
	if len(global) > 0 {
		done(page{}, errors.New("none"))
		return
	}
	written(done)
}

func handedByOtherLiteral(k func(page, error)) { // want handedByOtherLiteral:"^k once at once$"
	both(func(p page, err error) { k(p, err) })
}

func changedOnTheWay(k func(page, error)) { // want changedOnTheWay:"^k once later(, spawned)?(, parting)?$"
	written(func(p page, err error) {
		p.text = "part"
		k(p, err)
	})
}

func failedOnTheWay(k func(page, error)) { // want failedOnTheWay:"^k once later(, spawned)?(, parting)?$"
	written(func(p page, err error) {
		if err == nil {
			err = errors.New("late")
		}
		k(p, err)
	})
}

func crossed(k func(page, error)) { // want crossed:"^k once later(, spawned)?(, parting)?$"
	written(func(p page, err error) {
		written(func(_ page, late error) { k(p, late) })
	})
}

func calledDirectly(k func(page, error)) { // want calledDirectly:"^k once later(, spawned)?(, parting)?$"
	done := func(p page, err error) { k(p, err) }
	go done(find())
}

func stored(k func(page, error)) { // want stored:"^k kept"
	global = append(global, k)
}

func replaced(k func(page, error)) { // want replaced:"^k"
	k = func(page, error) {}
	written(k)
}

func even(n int, k func(page, error)) { // want even:"exclusive(, parting)?$"
	if n == 0 {
		k(page{}, nil)
		return
	}
	odd(n-1, k)
}

func odd(n int, k func(page, error)) { even(n-1, k) } // want odd:"exclusive(, parting)?$"

func evenBoth(n int, k func(page, error)) { // want evenBoth:"^k once [a-z ]+$"
	if n == 0 {
		k(find())
		return
	}
	oddBoth(n-1, k)
}

func oddBoth(n int, k func(page, error)) { evenBoth(n-1, k) } // want oddBoth:"^k once [a-z ]+$"

// Of other packages, and declared.

func across(c *lib.Client[int], k func(int, error)) { // want across:"exclusive(, parting)?$"
	c.Strict(k)
}

func acrossBoth(c *lib.Client[int], k func(int, error)) { // want acrossBoth:"^k once later(, spawned)?(, parting)?$"
	c.Loose(k)
}

type api interface {
	//unnest:once k exclusive
	declared(k func(page, error)) // want declared:"^k declared once at an unknown time, exclusive$"

	//unnest:once exclusive
	all(k func(page, error)) // want all:"^k declared once at an unknown time, exclusive$"

	//unnest:once exclusive
	named(exclusive func(page, error)) // want named:"^exclusive declared once at an unknown time$"

	//unnest:once k
	loose(k func(page, error)) // want loose:"^k declared once at an unknown time$"
}

func handedToDeclared(a api, k func(page, error)) { // want handedToDeclared:"exclusive(, parting)?$"
	a.declared(k)
}

// options has a callback beside others.
type options struct {
	name string
	k    func(page, error)
}

//unnest:once o.k exclusive
func declaredField(o options) { all = append(all, o) } // want declaredField:"exclusive$"

//unnest:once o.k
func looseField(o options) { all = append(all, o) } // want looseField:"^o.k declared kept: is passed to append$"

var all []options

func handedToField(k func(page, error)) { // want handedToField:"exclusive(, parting)?$"
	declaredField(options{name: "x", k: k})
}

func handedToLooseField(k func(page, error)) { // want handedToLooseField:"^k once at an unknown time, by a declaration$"
	looseField(options{name: "x", k: k})
}

func handedToLoose(a api, k func(page, error)) { // want handedToLoose:"^k once at an unknown time, by a declaration$"
	a.loose(k)
}

//unnest:once exclusive
type completion func(page, error) // want completion:"^completion declared once at an unknown time, exclusive$"

type fields struct{ get func(completion) }

func handedByType(f fields, k completion) { // want handedByType:"exclusive(, parting)?$"
	f.get(k)
}
