package signature

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/rewrite/internal/promoted"
)

// hidesPromoted refuses methods where a type that they are promoted to, or their own, has
// something by the name of the new one from further down.
//
//	type D struct {
//		*T  // Fetch comes to be FetchPromise
//		mid // has a FetchPromise of its own, or embeds what has
//	}
//
// D{}.FetchPromise would be another one, or none; and D may implement an interface by it.
func (p *Package) hidesPromoted(f *Function) (text, remedy string) {
	hidden := p.Promoted.By(f.Op.Func, f.Name)
	i := slices.IndexFunc(hidden, func(h promoted.Hidden) bool { return !p.overrides(f, h) })
	if i < 0 {
		return "", ""
	}
	h := hidden[i]
	what := "the field " + h.Object.Name()
	if fn := origin(h.Object); fn != nil {
		what = name(fn)
	}
	where := "a struct"
	if named, ok := h.In.(*types.Named); ok {
		where = named.Obj().Name()
		if path := named.Obj().Pkg().Path(); path != p.Types.Path() {
			where = path + "." + where
		}
	}
	text = fmt.Sprintf("%s would hide %s in %s, %s", f.Name, what, where, p.line(f, h.At))
	return text, "rename one of them"
}

// implements refuses methods where an interface has one by the name of the new one: the type, and all
// that embed it, may come to implement that, and somebody may ask whether they do.
//
//	if s, ok := store.(interface{ FetchPromise(int) *promise.Promise[int] }); ok { … }
func (p *Package) implements(f *Function) (text, remedy string) {
	if f.Op.Func.Signature().Recv() == nil || !p.Promoted.Asks(f.Name) {
		return "", ""
	}
	return "an interface has a method " + f.Name + ", and its type might come to implement it", "rename that"
}

// overrides reports whether what a method would hide is the promise of the one that the
// method itself hides, and nobody looks for either by that name yet.
//
//	func (b Base) FetchPromise(n int) *promise.Promise[int] { … } // for Base.Fetch
//	func (d Derived) Fetch(n int, done func(int, error)) { … } // Derived embeds Base
func (p *Package) overrides(f *Function, h promoted.Hidden) bool {
	fn := origin(h.Object)
	if fn == nil {
		return false
	}
	suffix := len(chain.KeyOf(fn)) - len(Suffix)
	return slices.Contains(p.Adapters[chain.KeyOf(fn)[:suffix]], fn) &&
		!p.Promoted.Mentions(f.Op.Func, f.Name)
}
