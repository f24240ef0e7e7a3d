package otherbuilds

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/internal/typewalk"
)

// A trail leads from a variable to all that its type comes from. Rather too much than too little is on it.
type trail struct {
	*Finder
	seen    map[types.Object]bool
	objects []types.Object // those that have a package
}

func (t *trail) object(obj types.Object) {
	if obj == nil || obj.Pkg() == nil || t.seen[obj] {
		return
	}
	t.seen[obj] = true
	t.objects = append(t.objects, obj)
	if fn, ok := obj.(*types.Func); ok && fn.Signature().Recv() != nil {
		t.name(pointed(fn.Signature().Recv().Type()))
	}
	t.note(obj)
	t.expr(t.made[obj])
}

// name follows the name of a type, and that of which it is an alias.
func (t *trail) name(typ types.Type) {
	if named, ok := typ.(interface{ Obj() *types.TypeName }); ok {
		t.object(named.Obj())
	}
	if alias, ok := typ.(*types.Alias); ok {
		t.name(alias.Rhs())
	}
}

// names follows all names in a type.
func (t *trail) names(typ types.Type) {
	typewalk.Walk(typ, func(one types.Type) bool {
		t.name(one)
		return true
	})
}

// lengths follows all lengths of arrays in the package if a type has an array in it.
func (t *trail) lengths(typ types.Type) {
	typewalk.Walk(typ, func(one types.Type) bool {
		if _, ok := one.(*types.Array); ok {
			for _, file := range t.Files {
				t.written(file)
			}
		}
		return true
	})
}

// expr follows an expression to all names in it by which it has its type.
func (t *trail) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Ident:
		t.object(t.Info.Uses[e])
	case *ast.SelectorExpr:
		t.selector(e)
	case *ast.CallExpr:
		t.call(e)
	case *ast.ParenExpr:
		t.expr(e.X)
	case *ast.StarExpr:
		t.part(e.X)
	case *ast.IndexExpr:
		t.part(e.X)
	case *ast.IndexListExpr:
		t.expr(e.X)
	case *ast.SliceExpr:
		t.part(e.X)
	case *ast.UnaryExpr:
		t.part(e.X)
	case *ast.BinaryExpr:
		t.expr(e.X)
		t.expr(e.Y)
	case *ast.CompositeLit:
		t.written(e.Type)
	case *ast.TypeAssertExpr:
		t.written(e.Type)
	}
}

// part follows an expression of which an element is taken, or that is called: what the name of its type
// stands for counts. A struct has no elements.
func (t *trail) part(e ast.Expr) {
	t.expr(e)
	typ := t.Info.TypeOf(e)
	if typ == nil {
		return
	}
	if _, ok := typ.Underlying().(*types.Struct); !ok {
		t.name(typ)
	}
}

// written follows types as they are written: they are the same in all builds but for the lengths of arrays.
func (t *trail) written(n ast.Node) {
	if n == nil {
		return
	}
	for n := range ast.Preorder(n) {
		if array, ok := n.(*ast.ArrayType); ok {
			t.expr(array.Len)
		}
	}
}

// selector follows a field or a method, by way of the fields that are embedded.
func (t *trail) selector(e *ast.SelectorExpr) {
	t.object(t.Info.Uses[e.Sel])
	selection := t.Info.Selections[e]
	if selection == nil {
		return // of a package
	}
	t.expr(e.X)
	last := len(selection.Index()) - 1
	typ := selection.Recv()
	t.name(pointed(typ))
	for _, i := range selection.Index()[:last] {
		field := pointed(typ).Underlying().(*types.Struct).Field(i)
		t.object(field)
		typ = field.Type()
	}
}

// pointed is what a type points to, or the type itself.
func pointed(typ types.Type) types.Type {
	if p, ok := typ.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return typ
}

// call follows what is called, and what it is called with where the type of its result depends on that.
func (t *trail) call(e *ast.CallExpr) {
	fun := t.Info.Types[e.Fun]
	if fun.IsType() {
		t.written(e.Fun)
		return
	}
	t.part(e.Fun)
	_, generic := t.Info.Instances[syntax.CalledName(e)]
	for _, arg := range e.Args {
		switch {
		case t.Info.Types[arg].IsType():
			t.written(arg)
		case generic:
			t.expr(arg)
			t.names(t.Info.TypeOf(arg))
		case fun.IsBuiltin():
			t.expr(arg)
		}
	}
}

// note notes what objects of the same file as one are made of.
func (f *Finder) note(obj types.Object) {
	if f.noted == nil {
		f.noted, f.made = make(map[*ast.File]bool), make(map[types.Object]ast.Expr)
	}
	for _, file := range f.Files {
		if obj.Pkg() == f.Pkg && file.FileStart <= obj.Pos() && obj.Pos() <= file.FileEnd && !f.noted[file] {
			f.noted[file] = true
			for n := range ast.Preorder(file) {
				f.makes(n)
			}
		}
	}
}

func (f *Finder) makes(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			f.define(n.Lhs, n.Rhs)
		}
	case *ast.RangeStmt:
		f.define([]ast.Expr{n.Key, n.Value}, []ast.Expr{&ast.IndexExpr{X: n.X}})
	case *ast.ValueSpec:
		if n.Type != nil {
			f.define(syntax.Exprs(n.Names), []ast.Expr{&ast.CompositeLit{Type: n.Type}})
		} else {
			f.define(syntax.Exprs(n.Names), n.Values)
		}
	case *ast.TypeSpec:
		f.define([]ast.Expr{n.Name}, []ast.Expr{n.Type})
	}
}

// define notes names of a list that are declared, and their values: one value is that of all.
func (f *Finder) define(names, values []ast.Expr) {
	for i, name := range names {
		if id, ok := name.(*ast.Ident); ok && f.Info.Defs[id] != nil && len(values) > 0 {
			f.made[f.Info.Defs[id]] = values[min(i, len(values)-1)]
		}
	}
}
