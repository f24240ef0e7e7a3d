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
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// A Function is one with a callback, and what has to be known of it to take its body elsewhere.
type Function struct {
	Fset     *token.FileSet
	Info     *types.Info
	File     *ast.File
	Text     []byte // of the file
	Decl     *ast.FuncDecl
	Callback int // which parameter that is

	// Asks is what it calls that tells by whom it is called, empty for nothing.
	Asks string
}

// NewBody takes what a function does out of its file, to be written into another
// one of the package, within a literal. The text is that of the file; the names of packages in it get
// those that they have there.
//
// It is an error, which says why, where the text would not mean the same there.
func NewBody(f *Function) (*Body, error) {
	if err := f.within(); err != nil {
		return nil, err
	}
	t := &extraction{
		file: f.Fset.File(f.Decl.Pos()), info: f.Info, text: f.Text, from: f.Decl.Body.Lbrace + 1,
		self: f.object().Pkg(),
		body: &Body{
			Imports: make(map[string]string), Names: make(map[string]bool), Free: make(map[string]bool),
			Typed: f.typed(),
		},
	}
	ast.Inspect(f.Decl.Body, t.visit)
	t.upTo(f.Decl.Body.Rbrace)
	ast.Inspect(f.Decl, t.mention)
	for _, p := range t.body.Pieces {
		if strings.Contains(p.Text, "//line ") || strings.Contains(p.Text, "/*line ") {
			return nil, errors.New("it has a line directive")
		}
	}
	return t.body, t.err
}

func (f *Function) object() *types.Func { return f.Info.Defs[f.Decl.Name].(*types.Func) }

// within is an error if the body would mean something else in a literal, which has the results of the
// function, declares its callback, and is called by a promise.
func (f *Function) within() error {
	sig := f.object().Signature()
	outside := map[types.Object]bool{sig.Recv(): sig.Recv() != nil}
	for i := range sig.Params().Len() {
		outside[sig.Params().At(i)] = i != f.Callback
	}
	src := plan.NewSource(f.Fset, f.object().Pkg(), f.Info, f.File, f.Text)
	why := src.Redeclares(f.Decl.Body, func(obj types.Object) bool { return outside[obj] })
	switch {
	case why != "":
		return errors.New(why)
	case f.Asks != "":
		return fmt.Errorf("it calls %s, which would tell of another caller", f.Asks)
	}
	return nil
}

// typed are the parameters that are functions of a type of their own, for which it matters.
func (f *Function) typed() map[string]bool {
	names := make(map[string]bool)
	for v := range f.object().Signature().Params().Variables() {
		names[v.Name()] = syntax.KeepsType(f.Info, f.Decl.Body, v)
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
