package nils

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A conversion is one of values of a type to an interface, or from one, or to a type parameter
// that stands for it.
type conversion struct {
	from, to types.Type
	at       token.Position
}

// converted are the conversions of a program. Where other packages see an interface, they also
// see what its values were before, and may ask for that; and what comes from them as an interface
// is still theirs when it is asked for something else. Types have to do for the values: it is not
// known which of them gets where.
type converted struct {
	known    map[[2]types.Type]bool
	from, to typeutil.Map // the conversions by the interface that they are from, or to

	ours, theirs typeutil.Map // interfaces of which others see values, or have given some
	opened       []passed     // these, in order
}

// becomes notes that values of a type come to be of another one.
func (n *Nils) becomes(u unit, from, to types.Type, at token.Pos) {
	if n.Is != nil || from == nil || to == nil || isPlain(from) || isPlain(to) {
		return
	}
	pair := [2]types.Type{from, to}
	if n.converted.known[pair] {
		return
	}
	n.converted.known[pair] = true
	if !types.Identical(from, to) {
		n.shares(passed{typ: to, out: true}, u.fset.PositionFor(at, false))
		n.shares(passed{typ: from}, u.fset.PositionFor(at, false))
	}
	if !types.IsInterface(from) && !types.IsInterface(to) {
		return
	}
	c := conversion{from, to, u.fset.PositionFor(at, false)}
	appendTo(&n.converted.to, to, c)
	appendTo(&n.converted.from, from, c)
}

// shares notes the fields of a struct of other packages that one of another type comes to be, or that
// comes to be one.
//
//	dep.Config(own{serve})
func (n *Nils) shares(p passed, at token.Position) {
	t := types.Unalias(p.typ)
	if pointer, ok := t.(*types.Pointer); ok {
		t = types.Unalias(pointer.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok || !n.apart(named.Obj()) {
		return
	}
	if s, ok := named.Underlying().(*types.Struct); ok {
		p.plain = plain(named.Obj())
		n.passFields(s, p, at)
	}
}

// isPlain reports whether values of a type can do nothing, like numbers.
func isPlain(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Basic)
	return ok
}

func appendTo(m *typeutil.Map, key types.Type, c conversion) {
	if types.IsInterface(key) {
		list, _ := m.At(key).([]conversion)
		m.Set(key, append(list, c))
	}
}

// open notes that others see values of an interface, or have given some. Those of plain packages
// ask for nothing.
func (n *Nils) open(p passed) {
	seen := &n.converted.theirs
	if p.out {
		seen = &n.converted.ours
	}
	known, _ := seen.At(p.typ).(*passed)
	if !p.plain && (known == nil || p.ask > known.ask) {
		seen.Set(p.typ, &p)
		n.converted.opened = append(n.converted.opened, p)
	}
}

// reach notes what others see behind interfaces, when all has been read.
func (n *Nils) reach() {
	n.tell()
	for _, arg := range n.others.args {
		n.hides(arg.typ, forAll, arg.at)
	}
	c := &n.converted
	for i := 0; i < len(c.opened); i++ {
		p := c.opened[i]
		if !p.out {
			for _, is := range conversions(&c.from, p.typ) {
				n.pass(passed{typ: is.to}, is.at)
			}
			if syntax.IsParameter(p.typ) { // and what it stands for
				for _, was := range conversions(&c.to, p.typ) {
					n.pass(passed{typ: was.from}, was.at)
				}
			}
			continue
		}
		for _, was := range conversions(&c.to, p.typ) {
			n.hides(was.from, asksOf(p), was.at)
		}
	}
}

func conversions(m *typeutil.Map, of types.Type) []conversion {
	list, _ := m.At(of).([]conversion)
	return list
}

// instance notes what type parameters stand for: values of these are also of those.
func (n *Nils) instance(u unit, id *ast.Ident) {
	instance, ok := u.info.Instances[id]
	if !ok {
		return
	}
	obj := u.info.Uses[id]
	of, ok := obj.Type().(interface{ TypeParams() *types.TypeParamList })
	for i := range instance.TypeArgs.Len() {
		t := instance.TypeArgs.At(i)
		if n.apart(obj) && !plain(obj) {
			n.others.args = append(n.others.args, argued{t, u.fset.PositionFor(id.Pos(), false)})
		}
		if ok && i < of.TypeParams().Len() {
			n.becomes(u, t, of.TypeParams().At(i), id.Pos())
		}
	}
}

// receives notes that the type parameters of a method are those of the type.
func (n *Nils) receives(u unit, fn *types.Func) {
	params := fn.Signature().RecvTypeParams()
	if params.Len() == 0 {
		return
	}
	t := fn.Signature().Recv().Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if of, ok := types.Unalias(t).(*types.Named); ok {
		for i := range min(params.Len(), of.TypeArgs().Len()) {
			n.becomes(u, of.Origin().TypeParams().At(i), params.At(i), fn.Pos())
		}
	}
}
