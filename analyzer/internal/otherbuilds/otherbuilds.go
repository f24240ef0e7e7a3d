package otherbuilds

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/internal/builds"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A Finder looks for what has another type in other builds. It is for one goroutine.
type Finder struct {
	Pkg  *types.Package
	Fset *token.FileSet
	Info *types.Info

	ports builds.Ports
	read  map[*ast.File]bool
	made  map[types.Object]result    // variables that := declares, or var without a type
	under map[string]constraint.Expr // under which builds have files
}

// A result is what an expression gives, of several what stands at an index.
type result struct {
	of ast.Expr
	at int
}

// note notes what variables of a file are made of.
func (f *Finder) note(file *ast.File) {
	if f.read[file] {
		return
	}
	if f.read == nil {
		f.ports, f.under = builds.NewPorts(), make(map[string]constraint.Expr)
		f.read, f.made = make(map[*ast.File]bool), make(map[types.Object]result)
	}
	f.read[file] = true
	for n := range ast.Preorder(file) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				f.define(n.Lhs, n.Rhs)
			}
		case *ast.ValueSpec:
			if n.Type == nil {
				f.define(syntax.Exprs(n.Names), n.Values)
			}
		}
	}
}

func (f *Finder) define(names, values []ast.Expr) {
	for i, name := range names {
		if id, ok := name.(*ast.Ident); ok && f.Info.Defs[id] != nil {
			f.made[f.Info.Defs[id]] = resultOf(values, i)
		}
	}
}

// resultOf is the value of a list of names at an index.
func resultOf(values []ast.Expr, i int) result {
	switch len(values) {
	case 0:
		return result{}
	case 1:
		return result{values[0], i}
	}
	return result{values[i], 0}
}

// Differs returns two declarations, here and in another build of the file, by which a variable has
// an inferred type here that it may not have there. They are nil where there are none: what a file
// for all builds declares, or a conversion does, is the same everywhere.
func (f *Finder) Differs(file *ast.File, v types.Object) (here, there *Declaration) {
	f.note(file)
	return (&asking{f, f.when(f.Fset.File(file.FileStart).Name())}).object(v)
}

// when is the constraint under which builds have a file, nil for all.
func (f *Finder) when(name string) constraint.Expr {
	when, ok := f.under[name]
	if !ok {
		tree, _ := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.ImportsOnly)
		if tree != nil {
			when = builds.Of(tree, name)
		}
		f.under[name] = when
	}
	return when
}

// An asking is about builds that have one file.
type asking struct {
	*Finder
	own constraint.Expr
}

func (f *asking) object(obj types.Object) (here, there *Declaration) {
	if made, ok := f.made[obj]; ok {
		return f.value(made)
	}
	return f.declared(obj, 0)
}

func (f *asking) value(r result) (here, there *Declaration) {
	if call, ok := ast.Unparen(r.of).(*ast.CallExpr); ok {
		return f.called(call, r.at)
	}
	if r.at > 0 {
		return nil, nil // whether there is a value
	}
	switch e := ast.Unparen(r.of).(type) {
	case *ast.Ident:
		return f.object(f.Info.Uses[e])
	case *ast.SelectorExpr:
		return f.object(f.Info.Uses[e.Sel])
	case *ast.BinaryExpr:
		return f.operands(e)
	case *ast.UnaryExpr:
		return f.value(result{e.X, 0})
	case *ast.StarExpr:
		return f.value(result{e.X, 0})
	case *ast.IndexExpr:
		return f.value(result{e.X, 0})
	case *ast.SliceExpr:
		return f.value(result{e.X, 0})
	}
	return nil, nil // its type is written, or that of a literal
}

// operands looks at both values that an operator takes, unless it compares them.
func (f *asking) operands(e *ast.BinaryExpr) (here, there *Declaration) {
	if basic, ok := f.Info.TypeOf(e).(*types.Basic); ok && basic.Info()&types.IsBoolean != 0 {
		return nil, nil
	}
	here, there = f.value(result{e.X, 0})
	if there == nil && e.Op != token.SHL && e.Op != token.SHR {
		here, there = f.value(result{e.Y, 0})
	}
	return here, there
}

// called looks at what a call returns. Of the predeclared functions, some return what they are given.
func (f *asking) called(call *ast.CallExpr, at int) (here, there *Declaration) {
	if f.Info.Types[call.Fun].IsType() {
		return nil, nil
	}
	switch fn := typeutil.Callee(f.Info, call).(type) {
	case *types.Builtin:
		switch fn.Name() {
		case "append", "min", "max":
			return f.value(result{call.Args[0], 0})
		}
	case *types.Func:
		return f.declared(fn.Origin(), at)
	}
	return nil, nil
}

// declared looks for other declarations of an object, in files beside its own. Inside of a function
// there are none.
func (f *asking) declared(obj types.Object, at int) (here, there *Declaration) {
	if v, ok := obj.(*types.Var); obj == nil || obj.Pkg() == nil ||
		ok && v.Kind() != types.FieldVar && v.Kind() != types.PackageVar {
		return nil, nil
	}
	pos := f.Fset.PositionFor(obj.Pos(), false)
	if f.when(pos.Filename) == nil {
		return nil, nil
	}
	here = find(pos.Filename, obj.Name(), func(d *Declaration) bool { return d.is(obj.Name(), pos.Line) })
	if here == nil {
		return nil, nil
	}
	word, _, _ := strings.Cut(here.Name, ".")
	for _, file := range beside(pos.Filename) {
		there = find(file, word, func(d *Declaration) bool { return here.differs(d, at) })
		if there != nil && f.meets(f.when(file)) {
			if obj.Pkg() != f.Pkg {
				here.Name = obj.Pkg().Name() + "." + here.Name
			}
			return here, there
		}
	}
	return nil, nil
}

// meets reports whether a build has the file that is asked for and one that stands under a constraint.
func (f *asking) meets(other constraint.Expr) bool {
	for range f.ports.Having(builds.And(f.own, other)) {
		return true
	}
	return false
}
