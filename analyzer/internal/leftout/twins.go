package leftout

import (
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// twins finds, for what is declared in a package, what the package of a pass has in its place: what is
// declared by the same name in the same file; and variables, fields, functions and methods, with their
// parameters and results, that have the same name in another file. One build has the one, and another
// build the other: what is done to either counts for both.
func twins(pass, with *analysis.Pass) map[types.Object]types.Object {
	t := pairs{}
	for id, twin := range with.TypesInfo.Defs {
		if obj := pass.TypesInfo.Defs[id]; obj != nil && twin != nil {
			t[twin] = obj
		}
	}
	there := with.Pkg.Scope()
	for _, name := range there.Names() {
		t.pair(there.Lookup(name), pass.Pkg.Scope().Lookup(name))
	}
	return t
}

// pairs are objects of one package by those of another one.
type pairs map[types.Object]types.Object

// pair notes that two objects of packages have the same name.
func (t pairs) pair(there, here types.Object) {
	switch there := there.(type) {
	case *types.Var:
		if here, ok := here.(*types.Var); ok {
			t.note(there, here)
		}
	case *types.Func:
		if here, ok := here.(*types.Func); ok {
			t.function(there, here)
		}
	case *types.TypeName:
		if here, ok := here.(*types.TypeName); ok {
			t.typ(there.Type(), here.Type())
		}
	}
}

// note pairs two objects, unless one is declared where both packages have it.
func (t pairs) note(there, here types.Object) {
	if t[there] == nil {
		t[there] = here
	}
}

// function pairs two functions, with what they are given and return.
func (t pairs) function(there, here *types.Func) {
	t.note(there, here)
	t.vars(there.Signature().Params(), here.Signature().Params())
	t.vars(there.Signature().Results(), here.Signature().Results())
	if there.Signature().Recv() != nil && here.Signature().Recv() != nil {
		t.note(there.Signature().Recv(), here.Signature().Recv())
	}
}

func (t pairs) vars(there, here *types.Tuple) {
	for i := range min(there.Len(), here.Len()) {
		t.note(there.At(i), here.At(i))
	}
}

// typ pairs the fields and methods of two types that have the same name.
func (t pairs) typ(there, here types.Type) {
	one, _ := there.Underlying().(*types.Struct)
	other, _ := here.Underlying().(*types.Struct)
	if one != nil && other != nil {
		for f := range one.Fields() {
			for same := range other.Fields() {
				if same.Name() == f.Name() {
					t.note(f, same)
				}
			}
		}
	}
	named, _ := types.Unalias(there).(*types.Named)
	namesake, _ := types.Unalias(here).(*types.Named)
	if named == nil || namesake == nil {
		return
	}
	for method := range named.Methods() {
		for same := range namesake.Methods() {
			if same.Name() == method.Name() {
				t.function(method, same)
			}
		}
	}
}
