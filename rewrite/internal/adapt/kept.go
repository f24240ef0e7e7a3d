package adapt

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// A Name is what a file calls the adapter of an operation.
type Name struct {
	Func   string // empty for a method, which has the name of the operation in its own
	Result string // of the struct that several values come as, empty for none
}

// Names reads the names that a generated file has, by the keys of the operations. Callers use
// them: what else there is to adapt must not change them when the file is written anew.
func Names(text []byte) map[string]Name {
	const mode = parser.ParseComments | parser.SkipObjectResolution
	tree, _ := parser.ParseFile(token.NewFileSet(), "", text, mode)
	names := make(map[string]Name)
	if tree == nil {
		return names // it has none
	}
	types := declaredTypes(tree)
	for _, decl := range tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Doc == nil {
			continue
		}
		for _, c := range fn.Doc.List {
			if key, ok := strings.CutPrefix(c.Text, directiveWord+" "); ok {
				names[key] = nameOf(fn, types)
			}
		}
	}
	return names
}

func declaredTypes(tree *ast.File) map[string]bool {
	types := make(map[string]bool)
	for _, decl := range tree.Decls {
		decl, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range decl.Specs {
			if spec, ok := spec.(*ast.TypeSpec); ok {
				types[spec.Name.Name] = true
			}
		}
	}
	return types
}

// nameOf reads the names of one adapter. The struct is one of the types of its file.
//
//	func SplitPromise(text string) *promise.Promise[SplitResult]
//	func (c *Client[K]) SplitPromise(key K) (Handle, *promise.Promise[ClientSplitResult[K]])
func nameOf(fn *ast.FuncDecl, types map[string]bool) Name {
	var name Name
	if fn.Recv == nil {
		name.Func = fn.Name.Name
	}
	ast.Inspect(fn.Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && types[id.Name] {
			name.Result = id.Name
		}
		return true
	})
	return name
}

// keep gives the adapter the names that it has already, as far as they are free still.
func (w *writer) keep(a *adapter) {
	kept := w.pkg.Names[a.op.Key()]
	if _, taken := w.pkg.Declared[kept.Func]; !taken && !a.method {
		a.kept.Func = kept.Func
	}
	if _, taken := w.pkg.Declared[kept.Result]; !taken {
		a.kept.Result = kept.Result
	}
}
