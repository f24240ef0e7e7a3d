// Package adapters finds the functions that return an operation as a promise.
//
// In go a type-checked package and the facts of those that it imports; out
// comes, for each operation, which functions adapt it. What says so is
// a directive in the function's doc comment, which generated adapters have:
//
//	//unnest:adapts path/to/pkg.Type.Method
//
// or that the operation is a shim: all that it does is to settle the adapter's
// promise with its own continuation, which a comment says for go fix, or the adapter's
// body shows to be the same as to launch an operation.
//
//	func Login(name string, k func(User, error)) { LoginPromise(name).Settle(k) }
//
// What an adapter with the directive does is not looked at, but for whether it returns a promise
// that has settled.
package adapters

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Directive is the comment by which a function is known as an adapter.
const Directive = "//unnest:adapts"

// A Fact lists the adapters that a package declares, in source order, and the functions
// that an adapter of another package may be made of.
type Fact struct {
	List      []Adapter
	Launchers []Launcher
}

// An Adapter is a function and what it adapts.
type Adapter struct {
	Of   string // the key of the operation
	Type string // the type that the adapter is a method of, "" for a function
	Name string
	Shim bool // the operation is a shim for it

	Settled bool // its promise may have settled already
}

// A Set is the adapters in sight.
type Set struct {
	Of    map[string][]*types.Func // by the key of the operation
	Shims map[string]bool          // keys of the operations that are shims

	Settled map[*types.Func]bool // those whose promise may have settled already
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

// Find returns the adapters that a package declares or imports, itself or by others, and
// exports those that it declares. Methods are called without an import of their package.
func Find(pass *analysis.Pass) *Set {
	found := &Set{
		Of: make(map[string][]*types.Func), Shims: make(map[string]bool), Settled: make(map[*types.Func]bool),
	}
	own := new(Fact)
	launch := &launchers{
		pass: pass, info: pass.TypesInfo, decls: declarations(pass), known: make(map[made]bool),
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				own.read(launch, fn)
			}
		}
	}
	own.resolve(pass.Pkg, found)
	if own.Launchers = launch.list(); len(own.List)+len(own.Launchers) > 0 {
		pass.ExportPackageFact(own)
	}
	for _, imp := range reachable(pass.Pkg) {
		fact := new(Fact)
		if pass.ImportPackageFact(imp, fact) {
			fact.resolve(imp, found)
		}
	}
	return found
}

// reachable lists the packages that one imports, and those that these import, the nearest
// first.
func reachable(pkg *types.Package) []*types.Package {
	var list []*types.Package
	seen := make(map[*types.Package]bool)
	for next := pkg.Imports(); len(next) > 0; {
		var further []*types.Package
		for _, imp := range next {
			if !seen[imp] {
				seen[imp] = true
				list = append(list, imp)
				further = append(further, imp.Imports()...)
			}
		}
		next = further
	}
	return list
}

// declarations finds the functions of a package.
func declarations(pass *analysis.Pass) map[*types.Func]*ast.FuncDecl {
	decls := make(map[*types.Func]*ast.FuncDecl)
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok {
				if fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
					decls[fn] = decl
				}
			}
		}
	}
	return decls
}

// read notes a declaration that has the directive, or is a shim.
func (f *Fact) read(launch *launchers, decl *ast.FuncDecl) {
	fn, ok := launch.info.Defs[decl.Name].(*types.Func)
	if !ok {
		return
	}
	if key := Adapts(decl.Doc); key != "" {
		a := Adapter{Of: key, Type: receiver(fn), Name: fn.Name(), Settled: launch.settles(fn)}
		f.List = append(f.List, a)
		if a.Of = inherited(fn, key); a.Of != "" {
			f.List = append(f.List, a)
		}
	}
	s := &shim{launchers: launch, decl: decl}
	if to := s.adapter(); to != nil {
		f.List = append(f.List, Adapter{
			Of: chain.KeyOf(fn), Type: receiver(to), Name: to.Name(), Shim: true, Settled: launch.settles(to),
		})
	}
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

// inherited is the key of a method that the directive's type has from one that is embedded
// in it, empty for others. That type is what an adapter of it is given first, or is a method
// of.
//
//	//unnest:adapts path/to/pkg.Client.Get
//	func GetPromise(client *pkg.Client, id int) *promise.Promise[Item]
//
//	type Client struct{ *conn } // it is path/to/pkg.conn.Get
func inherited(fn *types.Func, key string) string {
	first := fn.Signature().Recv()
	if params := fn.Signature().Params(); first == nil && params.Len() > 0 {
		first = params.At(0)
	}
	if first == nil {
		return ""
	}
	t := first.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	dot := max(strings.LastIndexByte(key, '.'), 0)
	if named, ok := t.(interface{ Obj() *types.TypeName }); !ok || !isNamed(named.Obj(), key[:dot]) {
		return ""
	}
	obj, _, _ := types.LookupFieldOrMethod(first.Type(), true, fn.Pkg(), key[dot+1:])
	method, ok := obj.(*types.Func)
	if !ok || chain.KeyOf(method.Origin()) == key {
		return ""
	}
	return chain.KeyOf(method.Origin())
}

// isNamed reports whether a type is that with a qualified name.
func isNamed(t *types.TypeName, name string) bool {
	return t.Pkg() != nil && t.Pkg().Path()+"."+t.Name() == name
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
func (f *Fact) resolve(pkg *types.Package, found *Set) {
	for _, a := range f.List {
		if fn := a.find(pkg); fn != nil {
			found.Of[a.Of] = append(found.Of[a.Of], fn)
			found.Shims[a.Of] = found.Shims[a.Of] || a.Shim
			found.Settled[fn] = found.Settled[fn] || a.Settled
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
