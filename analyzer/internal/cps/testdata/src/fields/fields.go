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
