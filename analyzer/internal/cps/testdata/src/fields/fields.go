// Continuations in the fields of a struct parameter.
package fields

type Options struct {
	Name string
	Done func(error)
	Each func(int)
}

func (o *Options) call() { o.Done(nil) }

func value(o Options) { // want value:"^o.Done once later, nil-tested; o.Each many: is called in a loop$"
	go func() {
		for i := range len(o.Name) {
			o.Each(i)
		}
		wait()
		if o.Done != nil {
			o.Done(nil)
		}
	}()
}

func pointer(o *Options) { // want pointer:"^o.Done once at once$"
	o.Done(nil)
}

func onward(o Options) { // want onward:"^o.Done once later, nil-tested; o.Each many: is passed on to value, where it is called in a loop$"
	value(o)
}

func field(o Options) { // want field:"^o.Done once later$"
	later(o.Done)
}

func later(k func(error)) { // want later:"^k once later, parting$"
	go func() {
		wait()
		k(nil)
	}()
}

func stored(o *Options) { // want stored:"^o.Done kept: is stored in current; o.Each kept: is stored in current$"
	current = o
}

func copied(o Options) { // want copied:"^o.Done lost: is stored in p; o.Each lost: is stored in p$"
	p := o
	p.Done(nil)
}

func byMethod(o *Options) { // want byMethod:"^o.Done lost: is within reach of the method call; o.Each lost: is within reach of the method call$"
	o.call()
}

func both(o Options) { // want both:"^o.Done many: may be called twice on one path$"
	pointer(&o)
	o.Done(nil)
}

func asAny(o Options) { // want asAny:"^o.Done lost: is passed to print as another type; o.Each lost: is passed to print as another type$"
	print(o)
}

func print(any) {}

var current *Options

func wait() {}

func inField(k func(error)) { // want inField:"^k once at once$"
	pointer(&Options{Done: k})
}

func inFieldOfValue(k func(error)) { // want inFieldOfValue:"^k once later$"
	value(Options{"", func(err error) { k(err) }, nil})
}

func inFieldTested(k func(error)) { // want inFieldTested:"^k once later, by a declaration$"
	value(Options{Done: k})
}

func inFieldMany(k func(int)) { // want inFieldMany:"^k many: is passed on to value, where it is called in a loop$"
	value(Options{Each: k})
}

func inFieldAndCalled(k func(error)) { // want inFieldAndCalled:"^k many: may be called twice on one path$"
	pointer(&(Options{Done: k}))
	k(nil)
}

func inFieldInLoop(k func(error)) { // want inFieldInLoop:"^k many: is called in a loop$"
	for range 2 {
		pointer(&Options{Done: k})
	}
}

func inFieldOfStored(k func(error)) { // want inFieldOfStored:"^k kept: is passed on to stored, where it is stored in current$"
	stored(&Options{Done: k})
}

func inFieldOfVariable(k func(error)) { // want inFieldOfVariable:"^k lost: is put into a composite literal$"
	o := Options{Done: k}
	pointer(&o)
}

func inFieldOfAny(k func(error)) { // want inFieldOfAny:"^k lost: is passed to print as another type$"
	print(Options{Done: k})
}

func inVariadic(k func(error)) { // want inVariadic:"^k lost: is put into a composite literal$"
	several(Options{Done: k})
}

func several(all ...Options) {
	for _, o := range all {
		o.Done(nil)
	}
}

// Arms are told of success or failure.
type Arms struct {
	OK   func()
	Fail func(error)
}

func either(a Arms, fails bool) { // want either:"^a.Fail once at once; a.OK once at once$"
	if fails {
		a.Fail(nil)
		return
	}
	a.OK()
}

func inTwoFields(k func(error)) { // want inTwoFields:"^k lost: is passed on in two fields$"
	either(Arms{OK: func() { k(nil) }, Fail: k}, false)
}

// Declared keeps its options in a table.
//
//unnest:once o.Done
func Declared(o *Options) { // want Declared:"^o.Done declared kept: is stored in current; o.Each kept: is stored in current$"
	current = o
}

func inDeclaredField(k func(error)) { // want inDeclaredField:"^k once at an unknown time$"
	Declared(&Options{Name: "x", Done: func(err error) { k(err) }})
}

func asDeclaredField(k func(error)) { // want asDeclaredField:"^k once at an unknown time, by a declaration$"
	Declared(&Options{Name: "x", Done: k})
}
