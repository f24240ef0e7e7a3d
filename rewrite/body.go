package rewrite

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/adapt"
)

// NewBody takes what a function does out of its file, to be written into another
// one of the package. The text is that of the file; the names of packages in it get
// those that they have there.
func NewBody(fset *token.FileSet, info *types.Info, text []byte, decl *ast.FuncDecl) (*Body, error) {
	t := &extraction{
		file: fset.File(decl.Pos()), info: info, text: text, from: decl.Body.Lbrace + 1,
		self: info.Defs[decl.Name].Pkg(),
		body: &Body{
			Imports: make(map[string]string), Names: make(map[string]bool), Free: make(map[string]bool),
			Typed: typed(info, decl),
		},
	}
	ast.Inspect(decl.Body, t.visit)
	t.upTo(decl.Body.Rbrace)
	ast.Inspect(decl, t.mention)
	for _, p := range t.body.Pieces {
		if strings.Contains(p.Text, "//line ") || strings.Contains(p.Text, "/*line ") {
			return nil, errors.New("it has a line directive")
		}
	}
	return t.body, t.err
}

// typed are the parameters that are functions of a type of their own, for which it matters.
func typed(info *types.Info, decl *ast.FuncDecl) map[string]bool {
	names := make(map[string]bool)
	for v := range info.Defs[decl.Name].(*types.Func).Signature().Params().Variables() {
		names[v.Name()] = syntax.KeepsType(info, decl.Body, v)
	}
	return names
}

// An extraction is one run of NewBody.
type extraction struct {
	file *token.File
	info *types.Info
	self *types.Package
	text []byte
	from token.Pos // what comes before is in the body
	body *Body
	err  error
}

// visit finds the names of packages, and what a dot imports.
func (t *extraction) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		id, ok := n.X.(*ast.Ident)
		if !ok {
			return true
		}
		pkg, ok := t.info.Uses[id].(*types.PkgName)
		if !ok {
			return true
		}
		if between := t.slice(id.End(), n.Sel.Pos()); strings.TrimSpace(between) != "." {
			t.err = fmt.Errorf("a comment stands inside of %s.%s", id.Name, n.Sel.Name)
		}
		t.name(n.Pos(), n.End(), n.Sel.Name, pkg.Imported(), id.Name)
		return false
	case *ast.Ident:
		obj := t.info.Uses[n]
		if obj != nil && t.dotted(obj) {
			t.name(n.Pos(), n.End(), n.Name, obj.Pkg(), ".")
		}
	}
	return true
}

// mention notes names that are none of packages.
func (t *extraction) mention(n ast.Node) bool {
	id, ok := n.(*ast.Ident)
	if !ok {
		return true
	}
	obj := t.info.Uses[id]
	if _, ok := obj.(*types.PkgName); ok {
		return true
	}
	t.body.Names[id.Name] = true
	if obj != nil && (obj.Parent() == t.self.Scope() || obj.Parent() == types.Universe) {
		t.body.Free[id.Name] = true
	}
	return true
}

// dotted reports whether an object is one of another package that is not named
// where it is used.
func (t *extraction) dotted(obj types.Object) bool {
	pkg := obj.Pkg()
	return pkg != nil && pkg != t.self && obj.Parent() == pkg.Scope()
}

// name adds what stands before a name of a package, and the name.
func (t *extraction) name(from, to token.Pos, name string, pkg *types.Package, alias string) {
	t.upTo(from)
	t.from = to
	t.body.Imports[pkg.Path()] = alias
	t.body.Pieces = append(t.body.Pieces, adapt.Piece{Text: name, Path: pkg.Path(), Package: pkg.Name()})
}

// upTo adds the text up to a place.
func (t *extraction) upTo(pos token.Pos) {
	if text := t.slice(t.from, pos); text != "" {
		t.body.Pieces = append(t.body.Pieces, adapt.Piece{Text: text})
	}
}

func (t *extraction) slice(from, to token.Pos) string {
	return string(t.text[t.file.Offset(from):t.file.Offset(to)])
}
