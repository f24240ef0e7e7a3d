package plan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// states finds the parameter that changes from turn to turn, and says why it
// cannot be the state of a loop.
func (p *Part) states(l *Loop) string {
	typ := l.funcType()
	if typ.Results != nil && len(typ.Results.List) > 0 {
		return l.self.Name() + " has results"
	}
	var params []*types.Var
	for _, field := range typ.Params.List {
		if _, variadic := field.Type.(*ast.Ellipsis); variadic || len(field.Names) == 0 {
			return "a parameter of " + l.self.Name() + " has no name, or is variadic"
		}
		for _, id := range field.Names {
			v, _ := p.Src.Info.Defs[id].(*types.Var)
			if v == nil || id.Name == "_" {
				return "a parameter of " + l.self.Name() + " has no name"
			}
			params = append(params, v)
		}
	}
	var changing []Shared
	for i, v := range params {
		if l.Start != nil || !p.fixed(l, i, v) {
			changing = append(changing, Shared{v, i})
		}
	}
	switch {
	case len(changing) > 1 && l.Start != nil:
		return l.crowded(changing)
	case len(changing) > 1:
		return p.share(l, changing)
	case len(changing) == 1:
		l.State, l.Index = changing[0].Var, changing[0].Index
	}
	return p.spellState(l)
}

// crowded says that the function in a variable takes several values. Its parameters are not known around
// it, so that its turns cannot share them, and all of them count.
func (l *Loop) crowded(params []Shared) string {
	return fmt.Sprintf("%s takes both %s and %s; use from around it what stays the same,"+
		" or make one value of them", l.self.Name(), params[0].Var.Name(), params[1].Var.Name())
}

// spellState writes the type of the state, and says why it cannot.
func (p *Part) spellState(l *Loop) string {
	if l.State == nil {
		return ""
	}
	for _, at := range []struct {
		text *string
		pos  token.Pos
	}{{&l.Name, l.From()}, {&l.Type, p.Stmt.Pos()}} {
		text, err := p.Src.Place(at.pos).Type(l.State.Type())
		if err != nil {
			return fmt.Sprintf("the type of %s cannot be written where the loop stands", l.State.Name())
		}
		*at.text = text
	}
	return ""
}

func (l *Loop) funcType() *ast.FuncType {
	if decl, ok := l.fun.(*ast.FuncDecl); ok {
		return decl.Type
	}
	return l.fun.(*ast.FuncLit).Type
}

// fixed reports whether every turn hands a parameter on as it is.
func (p *Part) fixed(l *Loop, i int, v *types.Var) bool {
	for _, call := range l.Calls {
		if !p.Src.is(call.Args[i], v) {
			return false
		}
	}
	return !p.Src.modified(v, l.Body)
}
