package signature

import (
	"go/ast"
	"go/token"
	"go/types"
)

// isFixed reports whether a field of the package has the value that it was made with: nobody else can
// change it, and nothing here does.
//
//	type Service struct{ users *Users }
//	s := &Service{users: users}
func (p *Package) isFixed(field *types.Var) bool {
	if field.Exported() || field.Pkg() != p.Types {
		return false
	}
	if p.changed == nil {
		p.changed = make(map[types.Object]bool)
		for _, file := range p.Files {
			ast.Inspect(file, p.changes)
		}
	}
	return !p.changed[field.Origin()]
}

// changes notes the fields that a part of a file may change: what is assigned, or has its address taken.
func (p *Package) changes(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			if id, ok := e.(*ast.Ident); !ok || p.Info.Defs[id] == nil {
				p.assigned(e)
			}
		}
	case *ast.IncDecStmt:
		p.assigned(n.X)
	case *ast.RangeStmt:
		p.assigned(n.Key)
		p.assigned(n.Value)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			p.within(n.X)
		}
	case *ast.SliceExpr:
		p.within(n.X)
	case *ast.SelectorExpr:
		s := p.Info.Selections[n]
		if s != nil && s.Kind() == types.MethodVal && !isPointer(s.Recv()) {
			p.within(n.X)
		}
	}
	return true
}

// assigned notes the fields that an assignment to an expression changes, all of those of a struct.
func (p *Package) assigned(e ast.Expr) {
	if e == nil {
		return
	}
	p.within(e)
	t := p.Info.TypeOf(e)
	if t == nil {
		return
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			p.changed[f.Origin()] = true
		}
	}
}

// within notes the fields that an expression is a part of.
func (p *Package) within(e ast.Expr) {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			if obj, ok := p.Info.Uses[x.Sel].(*types.Var); ok {
				p.changed[obj.Origin()] = true
			}
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return
		}
	}
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}
