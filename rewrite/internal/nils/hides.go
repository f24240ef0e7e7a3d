package nils

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/internal/typewalk"
)

// The others are the packages in which nobody looks, and that may ask for something which they get as an
// interface.
type others struct {
	seen    map[*types.Package]bool
	near    bool                     // one of them imports one of these packages, and can write its types
	told    map[*types.TypeName]bool // types of these packages that stand for type parameters of theirs
	args    []argued                 // what stands for these
	wording *wording                 // nil as long as nobody asked
}

// An argued is a type that stands for a type parameter.
type argued struct {
	typ types.Type
	at  token.Position
}

// imports notes the other packages that one of these packages imports.
func (n *Nils) imports(pkg *types.Package) {
	for _, imported := range pkg.Imports() {
		if !n.paths[imported.Path()] {
			n.encounters(imported)
		}
	}
}

// encounters notes another package, and those that it imports. Those of the standard library are known, and
// promises; C has no interfaces.
func (n *Nils) encounters(pkg *types.Package) {
	path := pkg.Path()
	switch {
	case n.others.seen[pkg] || path == "C" || path == promises.Path || syntax.OfStandard("", path):
	case n.paths[path]:
		n.others.near = true
	default:
		n.others.seen[pkg] = true
		for _, imported := range pkg.Imports() {
			n.encounters(imported)
		}
	}
}

// hides notes that others may call what is behind an interface: a function, and whatever methods
// they can ask for, and what they find in it. Those of an embedded type of theirs are theirs. What was an
// interface before has all that this has, for those that ask for all.
//
//	dep.Register("order", func(n int, done func(int, error)) { … })
func (n *Nils) hides(t types.Type, ask asks, at token.Position) {
	if known, ok := n.hidden.At(t).(asks); ok && known >= ask {
		return
	}
	n.hidden.Set(t, ask)
	out := passed{typ: t, out: true}
	if ask > byTypes {
		out.ask = ask
	}
	sig, isFunc := t.Underlying().(*types.Signature)
	switch {
	case syntax.IsParameter(t):
		n.open(out)
		return
	case types.IsInterface(t) && ask != forAll:
		n.open(out)
	case isFunc && n.isCalled(t, sig, ask):
		n.pass(out, at)
		n.gets(sig, ask, at)
	case !isFunc:
		n.pass(out, at)
		n.looksInto(t, ask, at)
	}
	for sel := range types.NewMethodSet(t).Methods() {
		m := sel.Obj().(*types.Func)
		if (syntax.IsAbstract(m) || !n.apart(m)) && n.isAsked(m, ask) {
			n.passFunction(m.Name(), m.Signature(), out, at)
			n.gets(m.Signature(), ask, at)
		}
	}
}

// writable reports whether others can write a type, or ask for a method of it: they know nothing of
// what is declared here, unless they import it, or it stands for a type parameter of theirs.
func (n *Nils) writable(t types.Type) bool {
	return n.others.near || !slices.ContainsFunc(n.declaredIn(t), func(obj *types.TypeName) bool {
		return !n.others.told[obj]
	})
}

// declaredIn lists the types of these packages that a type is written with.
func (n *Nils) declaredIn(t types.Type) (all []*types.TypeName) {
	typewalk.Walk(t, func(t types.Type) bool {
		if alias, ok := t.(*types.Alias); ok {
			all = append(all, n.declaredIn(types.Unalias(alias))...)
			return false
		}
		named, ok := t.(*types.Named)
		if ok && named.Obj().Pkg() != nil && n.paths[named.Obj().Pkg().Path()] {
			all = append(all, named.Obj())
		}
		return true
	})
	return all
}

// tell notes the types by which others come to know those that stand for type parameters of theirs: what
// stands for a type parameter of these packages, which does so, does so, too.
//
//	type Bus[T any] struct{ dep.Bus[T] }
func (n *Nils) tell() {
	known := make(map[types.Type]bool)
	var list []types.Type
	for _, arg := range n.others.args {
		list = append(list, arg.typ)
	}
	for len(list) > 0 {
		t := list[len(list)-1]
		list = list[:len(list)-1]
		for _, obj := range n.declaredIn(t) {
			n.others.told[obj] = true
		}
		typewalk.Walk(t, func(t types.Type) bool {
			if syntax.IsParameter(t) && !known[t] {
				known[t] = true
				for _, was := range conversions(&n.converted.to, t) {
					list = append(list, was.from)
				}
			}
			return true
		})
	}
}

// plain reports whether an object of another package does no more with what it gets than its type
// tells: it is one of the standard library, which knows no methods but those that it declares
// itself, and does not call others by their names.
func plain(obj types.Object) bool {
	return syntax.OfStandard("", obj.Pkg().Path()) && !reflective(obj)
}

// ofStandard reports whether the standard library declares a type.
func ofStandard(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && syntax.OfStandard("", named.Obj().Pkg().Path())
}

// reflective reports whether an object of the standard library calls whatever methods it finds. Package
// reflect does so when it is told to, and is mostly asked for types.
func reflective(obj types.Object) bool { return reflects[obj.Pkg().Path()] != byName }

// reflects are the packages of it that call whatever methods they find, or functions. Templates, and servers
// of net/rpc, do so for what is returned: they call nothing that returns nothing.
var reflects = map[string]asks{
	"html/template": withResults,
	"net/rpc":       withResults,
	"testing/quick": forAll,
	"text/template": withResults,
}

// holds are the packages of it that give back what they get.
var holds = map[string]bool{
	"container/heap": true,
	"container/list": true,
	"container/ring": true,
	"context":        true,
	"iter":           true,
	"maps":           true,
	"slices":         true,
	"sync":           true,
	"sync/atomic":    true,
}

// ends reports whether what a function gets as an interface stays in it: nobody gets it back.
func ends(fn *types.Func) bool { return plain(fn) && !holds[fn.Pkg().Path()] }

// keeps are the functions of the others out of whose result, or of what they set, one gets what
// they were given.
var keeps = map[string]bool{
	"(*log.Logger).SetOutput": true,
	"errors.Join":             true,
	"fmt.Errorf":              true,
	"log.New":                 true,
	"log.SetOutput":           true,
}
