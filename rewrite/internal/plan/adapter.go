package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/promises"
	"github.com/unnest-go/unnest/internal/syntax"
)

// An Adapter is a function that returns the promise of an operation, to be
// called in place of the launch.
type Adapter struct {
	Call *ast.CallExpr // the launch
	Func string        // what is called; behind Recv and a dot when it is a method
	Recv ast.Expr      // what the operation is a method of, nil for a function
	Omit int           // index of the argument that is the continuation

	of      *types.Func
	method  bool
	generic bool
}

// IsMethod reports whether the adapter is a method of what the operation is
// a method of. Otherwise that is its first argument.
func (a *Adapter) IsMethod() bool { return a.method }

// Takes reports whether the adapter is a function that takes nothing but this
// parameter, as it is, so that it may be a handler itself.
func (a *Adapter) Takes(src *Source, v *Param) bool {
	if a.Recv != nil || a.generic || len(a.Call.Args) != 2 || v.Obj == nil {
		return false
	}
	id, ok := ast.Unparen(a.Call.Args[1-a.Omit]).(*ast.Ident)
	params := a.of.Signature().Params()
	return ok && src.Info.Uses[id] == v.Obj && params.Len() == 1 && !a.of.Signature().Variadic() &&
		types.Identical(params.At(0).Type(), v.Obj.Type())
}

// adapters finds the adapters that may be called.
//
//	Pattern: f(x, k) as a statement => FPromise(x)
//	So long as:
//	- a directive says that FPromise adapts f
//	- it takes what f takes but for k, and its promise delivers what k receives
//	- the launch ends the body that it stands in, which is not that of FPromise
//	- no comment stands between the arguments
//	- it is not at the head of a member of a group, unless the first
//	- it is not at the head of several if its promise may have settled: a handler of that would
//	run before the rest of the chain is in place
//	Because: an adapter returns the cold promise that would be written in its place. Those
//	of a group are all made before the first one is launched: what an adapter is given, or
//	reads at once, may be something else when its turn comes.
//
// An operation with results is launched as it is: what is dropped here, its
// adapter returns or rejects with.
func (p *Part) adapters() {
	for i, s := range p.Steps {
		late := i == 0 && p.late
		if !late && p.ends(i, s.Step) && s.Sync == nil && ast.Unparen(s.Arg) == s.Lit {
			s.Adapter = p.adapter(s.Step, s.Arg, delivered(s.Convention))
			if i == 0 && s.Adapter != nil && p.Src.Settled[s.Adapter.of] && p.launchesMore() {
				s.Adapter = nil
			}
		}
	}
	if p.End == EndDelegate && p.ends(len(p.Steps), p.Tail) {
		p.TailAdapter = p.adapter(p.Tail, p.Tail.Arg, delivered(p.Tail.Convention))
	}
}

// launchesMore reports whether a handler launches an operation.
func (p *Part) launchesMore() bool { return len(p.Steps) > 1 || p.Tail != nil }

// delivered lists the types of what an operation delivers, none for a unit.
func delivered(c chain.Convention) []types.Type {
	list := []types.Type{}
	for _, i := range c.Values() {
		list = append(list, c.Sig.Params().At(i).Type())
	}
	return list
}

// ends reports whether the launch of step i is a statement with which the body
// ends that it stands in, without another way out of it.
func (p *Part) ends(i int, s *chain.Step) bool {
	stmt, ok := s.Stmt.(*ast.ExprStmt)
	if !ok || stmt.X != s.Call {
		return false
	}
	if i == 0 {
		return p.Until == p.Stmt
	}
	before := p.Steps[i-1]
	if i < len(p.Steps) && p.Steps[i].Map != nil && p.Src.commentBetween(stmt.End(), before.Lit.Body.Rbrace) {
		return false // it would be lost where the error is changed
	}
	list := before.Lit.Body.List
	if before.Guard != nil {
		list = list[1:]
	}
	return len(list) > 0 && list[len(list)-1] == stmt && !LeavesEarly(list[:len(list)-1])
}

// adapter finds the adapter for a launch, nil when there is none.
func (p *Part) adapter(s *chain.Step, arg ast.Expr, values []types.Type) *Adapter {
	fn, ok := typeutil.Callee(p.Src.Info, s.Call).(*types.Func)
	sig, hasSig := p.Src.Info.TypeOf(s.Call.Fun).(*types.Signature)
	if !ok || !hasSig || sig.Results().Len() > 0 || len(p.Src.Adapters) == 0 {
		return nil
	}
	a := &Adapter{Call: s.Call, Omit: -1}
	for i, other := range s.Call.Args {
		if other == arg {
			a.Omit = i
		}
	}
	if a.Omit < 0 || sig.Params().Len() == fn.Signature().Params().Len()+1 {
		return nil // in an options struct, or a method expression
	}
	if fn.Signature().Recv() != nil {
		sel, ok := syntax.Called(s.Call).(*ast.SelectorExpr)
		if !ok {
			return nil
		}
		a.Recv = sel.X
	}
	if p.Src.commentedCall(a) {
		return nil
	}
	for _, adapter := range p.Src.Adapters[chain.KeyOf(fn.Origin())] {
		if a.Func = p.callable(a, adapter, sig, values); a.Func != "" {
			a.of = adapter
			return a
		}
	}
	return nil
}

// callable is how the adapter is called in place of a launch, empty when it
// cannot be.
func (p *Part) callable(a *Adapter, adapter *types.Func, sig *types.Signature, values []types.Type) string {
	if p.Src.within(adapter, a.Call) {
		return "" // it would call itself
	}
	own := adapter.Signature()
	a.method, a.generic = own.Recv() != nil, own.TypeParams().Len() > 0
	name := adapter.Name()
	var before []types.Type
	switch {
	case a.method:
		if a.Recv == nil {
			return ""
		}
		recv := p.Src.Info.Types[a.Recv] // without an address it has not the methods of a pointer
		obj, _, _ := types.LookupFieldOrMethod(recv.Type, recv.Addressable(), p.Src.Pkg, name)
		method, ok := obj.(*types.Func)
		if !ok || method.Origin() != adapter.Origin() {
			return ""
		}
		name, own = p.Src.instance(name, method, a)
	default:
		name, own = p.Src.instance(p.Src.qualified(adapter, a.Call), adapter, a)
		if a.Recv != nil {
			before = append(before, p.Src.Info.TypeOf(a.Recv))
		}
	}
	if name == "" || own == nil || !a.fits(own, before, sig) || !delivers(own, values) {
		return ""
	}
	return name
}

// fits reports whether an adapter takes what a launch takes but for the
// continuation, behind the receiver if there is one.
func (a *Adapter) fits(own *types.Signature, before []types.Type, sig *types.Signature) bool {
	n := sig.Params().Len() - 1
	if own.TypeParams().Len() > 0 || own.Variadic() != sig.Variadic() || own.Params().Len() != len(before)+n {
		return false
	}
	for i, t := range before {
		if !types.AssignableTo(t, own.Params().At(i).Type()) {
			return false
		}
	}
	for i := range n {
		from := i
		if i >= a.Omit {
			from++
		}
		if !types.Identical(own.Params().At(len(before)+i).Type(), sig.Params().At(from).Type()) {
			return false
		}
	}
	return true
}

// Replaces reports whether a function takes what another one takes but for its last
// parameter, and returns the promise of what that gets.
func Replaces(own, sig *types.Signature, gets chain.Convention) bool {
	a := &Adapter{Omit: sig.Params().Len() - 1}
	return a.fits(own, nil, sig) && delivers(own, delivered(gets))
}

// delivers reports whether a function returns the promise of values and nothing
// else: of one, of a unit for none, or of a pair or a triple.
func delivers(sig *types.Signature, values []types.Type) bool {
	if sig.Results().Len() != 1 {
		return false
	}
	pointer, ok := types.Unalias(sig.Results().At(0).Type()).(*types.Pointer)
	if !ok {
		return false
	}
	args, ok := instance(pointer.Elem(), "Promise")
	if !ok || len(args) != 1 {
		return false
	}
	switch len(values) {
	case 0:
		return types.Identical(args[0], types.NewStruct(nil, nil))
	case 1:
		return types.Identical(args[0], values[0])
	}
	args, ok = instance(args[0], map[int]string{2: "Pair", 3: "Triple"}[len(values)])
	return ok && slices.EqualFunc(args, values, types.Identical)
}

// instance lists the type arguments of a type of the promise package.
func instance(t types.Type, name string) ([]types.Type, bool) {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Name() != name {
		return nil, false
	}
	if pkg := named.Obj().Pkg(); pkg == nil || pkg.Path() != promisePath {
		return nil, false
	}
	return slices.Collect(named.TypeArgs().Types()), true
}

// promisePath is the import path of the package that chains are made with.
const promisePath = promises.Path

// within reports whether a node stands in the declaration of a function.
func (s *Source) within(fn *types.Func, n ast.Node) bool {
	for _, decl := range s.File.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok && s.Info.Defs[decl.Name] == fn {
			return within(n.Pos(), decl)
		}
	}
	return false
}

// instance is how a function with a name is called in place of another one, and what it takes
// then, nothing where it cannot be.
func (s *Source) instance(name string, fn *types.Func, a *Adapter) (string, *types.Signature) {
	call := a.Call
	if name == "" || fn.Signature().TypeParams().Len() == 0 {
		return name, fn.Signature()
	}
	other, ok := typeutil.Callee(s.Info, call).(*types.Func)
	if !ok {
		return "", nil
	}
	if args := s.wholly(call, fn.Signature().TypeParams().Len()); args != "" {
		return name + args, s.Instantiated(call, fn)
	}
	args, ok := s.TypeArgs(call, other.Origin(), a.Omit)
	if !ok || written(call) {
		return "", nil
	}
	return name + args, s.Instantiated(call, fn)
}

// qualified is the name of a function at the place of a launch, empty when it has none there,
// or one that something else has as well.
func (s *Source) qualified(fn *types.Func, launch *ast.CallExpr) string {
	place := s.Place(launch.Pos())
	if place.Resolve(fn.Name()) == fn { // of the package, or imported without its name
		return s.unambiguous(fn.Name(), fn, launch)
	}
	if fn.Pkg() == s.Pkg {
		return ""
	}
	for _, spec := range s.File.Imports {
		name := s.Info.PkgNameOf(spec)
		if name != nil && name.Imported() == fn.Pkg() && place.Resolve(name.Name()) == name && fn.Exported() {
			return s.unambiguous(name.Name()+"."+fn.Name(), name, launch)
		}
	}
	return ""
}

// unambiguous is a name if nothing else is called like obj, with which it begins, in the
// declaration around a launch: a chain may declare that where it hides obj. What the launch
// mentions itself a chain does not hide.
func (s *Source) unambiguous(name string, obj types.Object, launch *ast.CallExpr) string {
	at := slices.IndexFunc(s.File.Decls, func(d ast.Decl) bool { return within(launch.Pos(), d) })
	ambiguous := false
	for _, id := range s.named[obj.Name()] {
		other := s.Info.ObjectOf(id)
		if other == obj && within(id.Pos(), launch.Fun) {
			return name
		}
		another := other != nil && other != obj && !qualified(other)
		ambiguous = ambiguous || another && within(id.Pos(), s.File.Decls[at])
	}
	if ambiguous {
		return ""
	}
	return name
}

// commentBetween reports whether a comment stands between two places.
func (s *Source) commentBetween(from, to token.Pos) bool {
	return slices.ContainsFunc(s.File.Comments, func(c *ast.CommentGroup) bool {
		return from <= c.Pos() && c.Pos() < to
	})
}

// commentedCall reports whether a launch has comments that are not part of
// what is kept of it.
func (s *Source) commentedCall(a *Adapter) bool {
	for _, group := range s.File.Comments {
		if !within(group.Pos(), a.Call) {
			continue
		}
		kept := a.Recv != nil && within(group.Pos(), a.Recv)
		for i, arg := range a.Call.Args {
			if i == a.Omit {
				arg = ast.Unparen(arg)
			}
			kept = kept || within(group.Pos(), arg)
		}
		if !kept {
			return true
		}
	}
	return false
}
