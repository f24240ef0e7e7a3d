// Package adapters finds the functions that return an operation as a promise.
//
// In go a type-checked package and the facts of those that it imports; out
// comes, for each operation, which functions adapt it. What says so is
// a directive in the function's doc comment, which generated adapters have:
//
//	//unnest:adapts path/to/pkg.Type.Method
//
// It does not look at what an adapter does.
package adapters

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Directive is the comment by which a function is known as an adapter.
const Directive = "//unnest:adapts"

// A Fact lists the adapters that a package declares, in source order.
type Fact struct{ List []Adapter }

// An Adapter is a function and what it adapts.
type Adapter struct {
	Of   string // the key of the operation
	Type string // the type that the adapter is a method of, "" for a function
	Name string
}

// AFact marks Fact as a fact.
func (*Fact) AFact() {}

// String lists the adapters.
func (f *Fact) String() string {
	var texts []string
	for _, a := range f.List {
		texts = append(texts, a.Name+" adapts "+a.Of)
	}
	return strings.Join(texts, "; ")
}

// Find returns the adapters that a package declares or imports, by the key of
// the operation, and exports those that it declares.
func Find(pass *analysis.Pass) map[string][]*types.Func {
	found := make(map[string][]*types.Func)
	own := new(Fact)
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				own.read(pass.TypesInfo, fn)
			}
		}
	}
	own.resolve(pass.Pkg, found)
	if len(own.List) > 0 {
		pass.ExportPackageFact(own)
	}
	for _, imp := range pass.Pkg.Imports() {
		fact := new(Fact)
		if pass.ImportPackageFact(imp, fact) {
			fact.resolve(imp, found)
		}
	}
	return found
}

// read notes a declaration that has the directive.
func (f *Fact) read(info *types.Info, decl *ast.FuncDecl) {
	key := Adapts(decl.Doc)
	fn, ok := info.Defs[decl.Name].(*types.Func)
	if key == "" || !ok {
		return
	}
	f.List = append(f.List, Adapter{Of: key, Type: receiver(fn), Name: fn.Name()})
}

// Adapts returns the key that the directive in a doc comment has, "" when
// there is none.
func Adapts(doc *ast.CommentGroup) string {
	if doc == nil {
		return ""
	}
	for _, c := range doc.List {
		rest, ok := strings.CutPrefix(c.Text, Directive)
		if !ok || rest == "" || rest[0] != ' ' && rest[0] != '\t' {
			continue
		}
		if fields := strings.Fields(rest); len(fields) > 0 {
			return fields[0]
		}
	}
	return ""
}

func receiver(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return ""
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}

// resolve finds the functions in the package that declares them.
func (f *Fact) resolve(pkg *types.Package, found map[string][]*types.Func) {
	for _, a := range f.List {
		if fn := a.find(pkg); fn != nil {
			found[a.Of] = append(found[a.Of], fn)
		}
	}
}

func (a Adapter) find(pkg *types.Package) *types.Func {
	if a.Type == "" {
		fn, _ := pkg.Scope().Lookup(a.Name).(*types.Func)
		return fn
	}
	owner := pkg.Scope().Lookup(a.Type)
	if owner == nil {
		return nil
	}
	named, ok := owner.Type().(*types.Named)
	if !ok {
		return nil
	}
	for m := range named.Methods() {
		if m.Name() == a.Name {
			return m
		}
	}
	return nil
}
