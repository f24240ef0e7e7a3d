package cps

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A timers is where the timers of a package go that were started with a function: from
// one variable, field or function, which has it as a result, to another. The elements of
// a map, a slice or a channel are where it is.
type timers struct {
	holders
	index  *Index
	to     map[any][]any // by [types.Object], or call or literal for its result
	starts []*ast.CallExpr
	known  map[*ast.CallExpr]Verdict
}

// A place is one that is no variable.
type place uint8

const (
	again     place = iota // a timer that is here is set again
	elsewhere              // out of sight, but in the hands of what this package wrote
	abroad                 // another package may set it again
	lent                   // in what the caller of an exported function has given: abroad, too
)

// A dynamic is the place of what methods of a name are given and return that are called
// by way of an interface.
type dynamic string

// timersIn returns what is known of the timers of the package. It is collected when the
// first one is met.
func (x *Index) timersIn() *timers {
	if x.timers == nil {
		x.timers = &timers{
			holders: newHolders(), index: x, to: make(map[any][]any), known: make(map[*ast.CallExpr]Verdict),
		}
		for _, file := range x.pass.Files {
			for _, decl := range file.Decls {
				x.timers.collect(x.scopeOf(decl))
			}
		}
		x.timers.collectHidden()
		x.timers.open()
	}
	return x.timers
}

// verdict says whether the timer that a call starts is set again: Many if it is, Lost if
// it may be.
func (t *timers) verdict(call *ast.CallExpr) Verdict {
	v, ok := t.known[call]
	if !ok {
		v = t.judge(call)
		t.known[call] = v
	}
	return v
}

func (t *timers) judge(call *ast.CallExpr) Verdict {
	seen := make(map[any]bool)
	t.reach(call, seen)
	switch {
	case seen[again]:
		return Many
	case seen[abroad] || seen[lent]:
		return Lost
	}
	for at := range seen {
		if fn, ok := at.(*types.Func); ok && t.leaves(fn, call) {
			return Lost
		}
	}
	if !seen[elsewhere] {
		return Once
	}
	for _, at := range t.to[elsewhere] {
		t.reach(at, seen)
	}
	if seen[again] || seen[abroad] || seen[lent] {
		return Lost
	}
	return Once
}

// reach adds the places to which what is at a place goes. It does not go on from where it
// is out of sight.
func (t *timers) reach(at any, seen map[any]bool) {
	if seen[at] {
		return
	}
	seen[at] = true
	if at == elsewhere {
		return
	}
	for _, next := range t.to[at] {
		t.reach(next, seen)
	}
	if one, ok := at.(single); ok {
		for _, next := range t.to[one.of] {
			if next != lent {
				t.reach(next, seen)
			}
		}
	}
}

// returned says whether a timer that was started is a result of a function.
func (t *timers) returned(fn *types.Func) bool {
	for _, call := range t.starts {
		seen := make(map[any]bool)
		if t.reach(call, seen); seen[fn] {
			return true
		}
	}
	return false
}

// flow notes that what is at one place goes to another, as a value of a type. What has
// timers in it is the same at both.
func (t *timers) flow(from, to any, typ types.Type) {
	if from == nil || to == nil || typ == nil || !holdsTimer(typ) {
		return
	}
	from, to = t.index.moved.same(from), t.index.moved.same(to)
	t.add(from, to, typ)
	if !isTimer(typ) {
		t.add(to, from, typ)
	}
}

// isTimer says whether a type is that of timers, or of the methods that they have. What comes
// from C has none.
func isTimer(t types.Type) bool {
	if t == nil {
		return false
	}
	if iface, ok := t.Underlying().(*types.Interface); ok {
		for m := range iface.Methods() {
			if m.Name() != "Stop" && m.Name() != "Reset" {
				return false
			}
		}
		return iface.NumMethods() > 0
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	obj := typeObject(types.Unalias(t))
	return obj != nil && obj.Name() == "Timer" && obj.Pkg() != nil && obj.Pkg().Path() == "time"
}

// holdsTimer says whether a value of a type may be a timer, or have one in it other than
// in a field.
func holdsTimer(t types.Type) bool {
	return contains(t, 0, func(t types.Type) bool {
		return syntax.IsParameter(t) || isAny(t) || isTimer(t)
	})
}

// resettable says whether a value of a type is a timer that can be set again as it is, or
// has one in it other than in a field.
func resettable(t types.Type) bool {
	return contains(t, 0, func(t types.Type) bool {
		if iface, ok := t.Underlying().(*types.Interface); ok && isTimer(t) {
			reset, _, _ := types.LookupFieldOrMethod(iface, false, nil, "Reset")
			return reset != nil
		}
		return isTimer(t)
	})
}

// contains says whether a type is of some kind, or the elements of it are, or the results
// of functions.
func contains(t types.Type, depth int, kind func(types.Type) bool) bool {
	if tuple, ok := t.(*types.Tuple); ok {
		for v := range tuple.Variables() {
			if contains(v.Type(), depth, kind) {
				return true
			}
		}
		return false
	}
	if kind(t) {
		return true
	}
	if depth == deepest {
		return false // perhaps a type that is made of itself
	}
	switch u := t.Underlying().(type) {
	case *types.Map:
		return contains(u.Elem(), depth+1, kind)
	case *types.Signature:
		return contains(u.Results(), depth+1, kind)
	case interface{ Elem() types.Type }:
		return contains(u.Elem(), depth+1, kind)
	}
	return false
}

// deepest is how far the elements of elements are looked at.
const deepest = 5
