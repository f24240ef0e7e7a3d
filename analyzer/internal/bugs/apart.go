package bugs

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// tellsItself says whether a launch is given a completion of a function around that is told more than
// an error: what comes of it is the outcome. Who has no more to tell than whether it has failed may
// just record, or put right, what has failed before.
//
//	deadLetter(context.Background(), msg, done)
func (p *Package) tellsItself(at inspector.Cursor, launch *ast.CallExpr) bool {
	return slices.ContainsFunc(p.around(at), func(c *completion) bool {
		return !c.toldErrorsAlone() && slices.ContainsFunc(launch.Args, c.is)
	})
}

// toldErrorsAlone says whether the completion is told no more than an error.
func (c *completion) toldErrorsAlone() bool {
	sig, ok := c.param.Type().Underlying().(*types.Signature)
	return ok && sig.Params().Len() == 1
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
	in := outermost(at)
	values := reader{p, in, 0}.values(id)
	if len(values) == 0 || p.isPointedTo(id, in) {
		return false
	}
	s := &suspicion{p, in, make(map[any]bool)}
	return !slices.ContainsFunc(values, func(from origin) bool { return s.mayKnow(from.value) })
}

// isPointedTo says whether code has the address of the variable that a name stands for.
func (p *Package) isPointedTo(id *ast.Ident, code ast.Node) bool {
	v := p.Pass.TypesInfo.ObjectOf(id)
	return contains(code, func(n ast.Node) bool {
		ref, ok := n.(*ast.UnaryExpr)
		return ok && ref.Op == token.AND && p.stands(ref.X, v)
	})
}

// A suspicion looks for how what makes a value may know of a context.
type suspicion struct {
	*Package
	in   ast.Node     // the declaration around
	seen map[any]bool // the bodies and variables that it has been looked for in
}

// first says whether something is looked at for the first time.
func (s *suspicion) first(what any) bool {
	first := !s.seen[what]
	s.seen[what] = true
	return first
}

// mayKnow says whether what makes a value may know of a context: it is no declared function, what that
// is called on or given may have one, or an error that somebody else has made, or it has one itself.
func (s *suspicion) mayKnow(value ast.Expr) bool {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok {
		return true
	}
	fn := typeutil.StaticCallee(s.Pass.TypesInfo, call)
	if fn == nil || s.hasContext(call) {
		return true
	}
	if recv := fn.Signature().Recv(); recv != nil {
		on, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || mayHaveContext(recv.Type(), nil) || s.mayHaveFailure(on.X) {
			return true
		}
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return mayHaveContext(s.Pass.TypesInfo.TypeOf(arg), nil) || s.mayHaveFailure(arg)
	})
}

// hasContext says whether the function of the package that is called has to do with a context, or with
// a variable of the package that may have one.
func (s *suspicion) hasContext(call *ast.CallExpr) bool {
	body := s.called(call)
	return body != nil && s.first(body) && contains(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return s.hasContext(n)
		case *ast.Ident:
			v, ok := s.Pass.TypesInfo.Uses[n].(*types.Var)
			return ok && (isContext(v.Type()) ||
				v.Kind() == types.PackageVar && !isFailure(v.Type()) && mayHaveContext(v.Type(), nil))
		}
		return false
	})
}

// mayHaveFailure says whether an expression has something of an error.
//
//	check(kindOf(err))
func (s *suspicion) mayHaveFailure(e ast.Expr) bool {
	return contains(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := s.Pass.TypesInfo.Uses[id].(*types.Var)
		return ok && (isFailure(v.Type()) || s.isFilled(v))
	})
}

// isFilled says whether a local variable, or a part of it, gets something of an error.
func (s *suspicion) isFilled(v *types.Var) bool {
	if v.Kind() == types.PackageVar || v.IsField() || !s.first(v) {
		return false
	}
	return contains(s.in, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok {
			return false
		}
		for i, place := range assign.Lhs {
			name := root(place)
			if name == nil || s.Pass.TypesInfo.ObjectOf(name) != v {
				continue
			}
			if len(assign.Lhs) != len(assign.Rhs) {
				i = 0
			}
			if s.mayHaveFailure(assign.Rhs[i]) {
				return true
			}
		}
		return false
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
