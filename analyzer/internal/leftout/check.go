package leftout

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// A Reading is what is known of files that a pass does not have, and that are in one build.
type Reading struct {
	// Pass has these files, and a package of its own: the one of that build. What names mean in the files is
	// said by objects of the pass, so far as it has them, but their types are not of its package.
	Pass *analysis.Pass

	// Twins are the objects of the pass by those in the types: of what is declared in files that both have,
	// and of what has the same name in both.
	Twins map[types.Object]types.Object
}

// Check says what the names in files mean that the pass does not have, for a build that has them. What is
// declared nowhere, or comes from a package that no file of the pass imports, means nothing.
func Check(pass *analysis.Pass, files []*ast.File) []*Reading {
	var list []*Reading
	for _, one := range groups(pass, files) {
		list = append(list, check(pass, one))
	}
	return list
}

func check(pass *analysis.Pass, g group) *Reading {
	with := *pass
	with.Files, with.Pkg = g.files, types.NewPackage(pass.Pkg.Path(), pass.Pkg.Name())
	with.TypesInfo = &types.Info{
		Types:      make(map[ast.Expr]types.TypeAndValue),
		Instances:  make(map[*ast.Ident]types.Instance),
		Defs:       make(map[*ast.Ident]types.Object),
		Uses:       make(map[*ast.Ident]types.Object),
		Implicits:  make(map[ast.Node]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:     make(map[ast.Node]*types.Scope),
	}
	conf := &types.Config{
		Importer:    imported{pass.Pkg},
		Error:       func(error) {}, // the build may not be one
		Sizes:       pass.TypesSizes,
		GoVersion:   pass.Pkg.GoVersion(),
		FakeImportC: true,
	}
	_ = types.NewChecker(conf, pass.Fset, with.Pkg, with.TypesInfo).Files(append(heads(g.beside), g.files...))
	r := &Reading{&with, twins(pass, &with)}
	for _, names := range []map[*ast.Ident]types.Object{with.TypesInfo.Uses, with.TypesInfo.Defs} {
		for id, obj := range names {
			if twin := r.Twins[obj]; twin != nil {
				names[id] = twin
			}
		}
	}
	for _, file := range g.files {
		complete(with.TypesInfo, file)
	}
	return r
}

// complete gives every expression a type: one that has none an invalid one, as in a file that does not
// type-check.
func complete(info *types.Info, file *ast.File) {
	for n := range ast.Preorder(file) {
		if e, ok := n.(ast.Expr); ok && info.TypeOf(e) == nil {
			info.Types[e] = types.TypeAndValue{Type: types.Typ[types.Invalid]}
		}
	}
}

// heads are files without the bodies of their functions.
func heads(files []*ast.File) []*ast.File {
	var list []*ast.File
	for _, file := range files {
		head := *file
		head.Decls = nil
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				without := *fn
				without.Body, decl = nil, &without
			}
			head.Decls = append(head.Decls, decl)
		}
		list = append(list, &head)
	}
	return list
}

// imported knows the packages that a package imports.
type imported struct{ by *types.Package }

func (i imported) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	for _, pkg := range i.by.Imports() {
		if pkg.Path() == path {
			return pkg, nil
		}
	}
	return nil, fmt.Errorf("%s does not import %s", i.by.Path(), path)
}
