// Functions that are put where they cannot be followed.
package stored

type request struct {
	key string
	k   func(error)
}

type client struct {
	onError  func(error)
	pending  map[int]func(error)
	handlers []func(error)
	queue    chan func(error)
	requests chan *request
	seq      int
}

var last func(error)

func (c *client) field(k func(error)) { // want field:"^k kept: is stored in the field onError$"
	c.onError = k
}

func (c *client) table(k func(error)) { // want table:"^k kept: is stored in a map or slice$"
	c.seq++
	c.pending[c.seq] = k
}

func (c *client) list(k func(error)) { // want list:"^k kept: is passed to append$"
	c.handlers = append(c.handlers, k)
}

func global(k func(error)) { // want global:"^k kept: is stored in last$"
	last = k
}

func through(p *func(error), k func(error)) { // want through:"^k kept: is stored through a pointer$"
	*p = k
}

func (c *client) sent(k func(error)) { // want sent:"^k lost: is sent on a channel$"
	c.queue <- k
}

func (c *client) handedOn(k func(error)) { // want handedOn:"^k lost: is put into a composite literal$"
	c.requests <- &request{key: "a", k: k}
}

func (c *client) filled(k func(error)) { // want filled:"^k lost: is stored in the field k$"
	r := new(request)
	r.k = k
	c.requests <- r
}

func parameterField(r *request, k func(error)) { // want parameterField:"^k kept: is stored in the field k$"
	r.k = k
}

func (c *client) literalInField(k func(error)) { // want literalInField:"^k kept: is stored in the field onError$"
	c.onError = func(err error) { k(err) }
}

func (c *client) storedAndCalled(k func(error)) { // want storedAndCalled:"^k kept: is stored in the field onError$"
	c.onError = k
	k(nil)
}

func returned(k func(error)) func(error) { // want returned:"^k lost: is returned$"
	return k
}

func returnedLiteral(k func(error)) func() { // want returnedLiteral:"^k lost: is returned$"
	return func() { k(nil) }
}

func asInterface(k func(error)) any { // want asInterface:"^k lost: is stored in v$"
	var v any = k
	return v
}

func address(k func(error)) *func(error) { // want address:"^k lost: is used in an expression$"
	return &k
}

func ignored(k func(error)) { // want ignored:"^k never called$"
	_ = k
}

func variadic(ks ...func(error)) { // not one function
	for _, k := range ks {
		k(nil)
	}
}

func slice(ks []func(error)) { // not one function
	for _, k := range ks {
		k(nil)
	}
}

func intoSlice(k func(error)) { // want intoSlice:"^k lost: is put into a composite literal$"
	slice([]func(error){k})
}

func intoVariadic(k func(error)) { // want intoVariadic:"^k lost: is passed to variadic$"
	variadic(k)
}
