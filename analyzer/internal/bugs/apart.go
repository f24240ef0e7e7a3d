package bugs

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// tellsItself says whether a launch is given a completion of a function around: what comes of it is
// the outcome.
func (p *Package) tellsItself(at inspector.Cursor, launch *ast.CallExpr) bool {
	return slices.ContainsFunc(p.around(at), func(c *completion) bool {
		return slices.ContainsFunc(launch.Args, c.is)
	})
}

// isApart says whether a fact is one of an error that cannot come from the end of a context at hand: all
// that it may be is returned by functions that know of no context.
//
//	u, err := c.lookup(id)
func (p *Package) isApart(f fact) bool {
	test, ok := f.cond.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	id, ok := p.place(test.X).(*ast.Ident)
	if !ok {
		return false
	}
	at, ok := p.Root.FindNode(id)
	if !ok {
		return false
	}
	values := reader{p, outermost(at), 0}.values(id)
	knows := func(from origin) bool { return p.mayKnow(from.value) }
	return len(values) > 0 && !slices.ContainsFunc(values, knows)
}

// mayKnow says whether what makes a value may know of a context: it is no declared function, or what that
// is called on or given may have one.
func (p *Package) mayKnow(value ast.Expr) bool {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok {
		return true
	}
	fn := typeutil.StaticCallee(p.Pass.TypesInfo, call)
	if fn == nil {
		return true
	}
	if recv := fn.Signature().Recv(); recv != nil && mayHaveContext(recv.Type(), nil) {
		return true
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return mayHaveContext(p.Pass.TypesInfo.TypeOf(arg), nil)
	})
}

// mayHaveContext says whether a value of a type may have a context in it. What has only methods may be
// anything; types inside of themselves have nothing more.
func mayHaveContext(t types.Type, around []types.Type) bool {
	if t == nil || slices.Contains(around, t) {
		return t == nil
	}
	around = append(around, t)
	has := func(t types.Type) bool { return mayHaveContext(t, around) }
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Pointer:
		return has(t.Elem())
	case *types.Slice:
		return has(t.Elem())
	case *types.Array:
		return has(t.Elem())
	case *types.Map:
		return has(t.Key()) || has(t.Elem())
	case *types.Struct:
		for field := range t.Fields() {
			if has(field.Type()) {
				return true
			}
		}
		return false
	}
	return true
}
