package plan

import (
	"go/ast"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Moved says how the last body returns what it handed to the completion.
type Moved struct {
	Type  string // of the value
	Exits []MovedExit
}

// A MovedExit is a call of the completion that becomes a return statement.
type MovedExit struct {
	Call   *ast.CallExpr
	Return *ast.ReturnStmt // the return after the call, nil at the end of the body
}

// returns reads the last body as a function of its value: every path ends with
// a call of the completion.
//
//	Pattern: func(r Receipt) { …; done(r.Amount, nil) } =>
//	.Map(func(r Receipt) (int, error) { …; return r.Amount, nil }).Settle(done)
//	So long as: the completion is called just before each return and at the
//	end, and nowhere else, and nothing is deferred or left to an iterator.
//	Because: Settle calls the completion as soon as the handler has returned.
func (p *Part) returns(rest []ast.Stmt, r *relay) *Moved {
	done := p.Src.Info.Uses[r.done]
	if _, ok := done.(*types.Var); !ok {
		return nil
	}
	place := p.place()
	text, err := place.Type(r.sig.Params().At(0).Type())
	if err != nil {
		return nil
	}
	m := &Moved{Type: text}
	if !m.block(p, rest, done, true) || !p.allMoved(m, rest, done) {
		return nil
	}
	return m
}

// ReturnsValue reports whether all that the last body does is to return its
// value.
func (p *Part) ReturnsValue() bool {
	s := p.Steps[len(p.Steps)-1]
	rest := s.Lit.Body.List
	if s.Guard != nil {
		rest = rest[1:]
	}
	if len(p.Moved.Exits) != 1 || len(withoutReturn(rest)) != 1 || len(s.Values) != 1 || s.ErrVar ||
		s.directs(p.Src) {
		return false
	}
	exit, v := p.Moved.Exits[0].Call, s.Values[0]
	return v.Obj != nil && v.Hoist == nil && p.Src.is(exit.Args[0], v.Obj) && p.Src.IsNil(exit.Args[1]) &&
		p.spell(v.Obj.Type()) == p.Moved.Type
}

// block collects the exits of a list of statements. The last list must end
// with one.
func (m *Moved) block(p *Part, list []ast.Stmt, done types.Object, last bool) bool {
	for i, stmt := range list {
		end := p.Src.completion(stmt)
		if end == nil || p.Src.Info.Uses[end.done] != done || end.at != 1 {
			continue
		}
		if p.Src.directed(stmt, Span{}) {
			return false // it speaks of a call, not of a return
		}
		exit := MovedExit{Call: end.call}
		if i+1 < len(list) {
			ret, ok := list[i+1].(*ast.ReturnStmt)
			if !ok || p.Src.commented(stmt, ret) {
				return false
			}
			exit.Return = ret
		} else if !last {
			return false
		}
		m.Exits = append(m.Exits, exit)
		return i+2 >= len(list)
	}
	return !last
}

// allMoved reports whether the exits are all returns of the body and all uses
// of the completion in it. It collects the exits of inner blocks on the way.
func (p *Part) allMoved(m *Moved, rest []ast.Stmt, done types.Object) bool {
	uses, returns, ok := 0, 0, true
	for _, stmt := range rest {
		ast.Inspect(stmt, func(n ast.Node) bool {
			ok = ok && !syntax.Postpones(p.Src.Info, n)
			switch n := n.(type) {
			case *ast.FuncLit:
				if p.Src.usedIn(done, n, nil) {
					ok = false
				}
				return false
			case *ast.BlockStmt:
				ok = ok && m.block(p, n.List, done, false)
			case *ast.CaseClause:
				ok = ok && m.block(p, n.Body, done, false)
			case *ast.CommClause:
				ok = ok && m.block(p, n.Body, done, false)
			case *ast.ReturnStmt:
				returns++
			case *ast.Ident:
				if p.Src.Info.Uses[n] == done {
					uses++
				}
			}
			return ok
		})
	}
	for _, exit := range m.Exits {
		uses--
		if exit.Return != nil {
			returns--
		}
	}
	return ok && uses == 0 && returns == 0
}

// commented reports whether a comment stands between two nodes.
func (src *Source) commented(before, after ast.Node) bool {
	for _, group := range src.File.Comments {
		if group.Pos() >= before.End() && group.End() <= after.Pos() {
			return true
		}
	}
	return false
}
