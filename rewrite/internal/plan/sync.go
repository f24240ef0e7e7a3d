package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Sync is the error that a launch itself returns, when what is done about it
// is what the continuation does about its own.
type Sync struct {
	Assign *ast.AssignStmt   // the launch
	Guard  *ast.IfStmt       // what is done about its error; contains Assign or follows it
	Bodies []*ast.ReturnStmt // of the handler that launches, which returns nil instead
}

// receives reports whether a place lies in what the promise does in the stead of
// the source: in the variable of the error, in its test or in the exit. The launch
// may stand in the header of the test.
func (s *Sync) receives(pos token.Pos) bool {
	return within(pos, last(s.Assign.Lhs)) || within(pos, s.Guard.Cond) || within(pos, s.Guard.Body)
}

// syncs finds the launches that may fail at once with the same exit as later.
//
//	Pattern: _, err := f(k); if err != nil { exit } =>
//	ThenTry(func(…, k) error { _, err := f(k); return err })
//	So long as:
//	- the test follows the launch and ends the body
//	- its exit is the one that the continuation has for its own error, and that one goes
//	- the variable is not used otherwise
//	- the body of f does not show that it may call back although it returns an error
//	Because: the result of the handler rejects the promise of the operation, in the same call.
//	A promise settles once, and the exit would be done twice.
func (p *Part) syncs(x *exitPlan) {
	for i, s := range p.Steps {
		g := x.exits[i]
		if g == nil || s.Reports {
			continue
		}
		list := p.bodyAround(i)
		if list == nil {
			continue
		}
		s.Sync = p.sync(s, list, g)
		switch {
		case s.Sync == nil:
		case i == 0:
			s.Sync.Bodies = nil // what stands before the chain keeps its returns
		case p.Steps[i-1].declares(p.Src, s):
			s.Sync = nil
		}
	}
}

// declares reports whether a step declares the name that the launch of the next one declares
// in the header of its test, and would declare in the handler beside the other.
//
//	n, err := check(user); …; if _, err := f(n, k); err != nil { exit }
func (s *Step) declares(src *Source, next *Step) bool {
	assign := next.Sync.Assign
	own := next.Map != nil && !s.LaunchesWhole(next) // in a function of its own
	if own || assign.Tok != token.DEFINE || len(assign.Lhs) == 1 || next.Sync.Guard.Init == nil {
		return false
	}
	other := src.Info.Scopes[s.Lit.Type].Lookup(last(assign.Lhs).(*ast.Ident).Name)
	gone := s.Err != nil && other == s.Err.Obj && !src.usedIn(other, s.Lit, s.Guard)
	return other != nil && !gone
}

// bodyAround is the body that launches step i, when its handler can return an
// error: the last body of a function without results, or a literal that sees
// values only.
func (p *Part) bodyAround(i int) []ast.Stmt {
	if i > 0 {
		before := p.Steps[i-1]
		if !before.OnlyGood {
			return nil
		}
		return before.Lit.Body.List
	}
	block, ok := p.Steps[0].List.(*ast.BlockStmt)
	if !ok || !p.Src.isBody(block) {
		return nil
	}
	return block.List
}

// isBody reports whether a block is the body of a function without results.
func (src *Source) isBody(block *ast.BlockStmt) bool {
	typ, body := src.function(block)
	return body == block && typ.Results == nil
}

// function is the innermost function that a node stands in, or is the body of.
func (src *Source) function(of ast.Node) (typ *ast.FuncType, body *ast.BlockStmt) {
	ast.Inspect(src.File, func(n ast.Node) bool {
		if n == nil || !within(of.Pos(), n) {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncDecl:
			typ, body = n.Type, n.Body
		case *ast.FuncLit:
			if within(of.Pos(), n.Body) {
				typ, body = n.Type, n.Body
			}
		}
		return true
	})
	return typ, body
}

// sync reads the end of a body as a launch and the test of its error.
func (p *Part) sync(s *Step, list []ast.Stmt, async *guard) *Sync {
	if len(list) == 0 {
		return nil
	}
	test, ok := list[len(list)-1].(*ast.IfStmt)
	if !ok || test.Else != nil {
		return nil
	}
	before := list[:len(list)-1]
	launch := test.Init
	if launch == nil {
		if len(before) == 0 {
			return nil
		}
		launch = before[len(before)-1]
		before = before[:len(before)-1]
	}
	assign, ok := launch.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 || ast.Unparen(assign.Rhs[0]) != s.Call {
		return nil
	}
	err := p.startError(assign, test)
	if err == nil || !p.Src.notNil(test.Cond, err) || !p.Src.leaves(test.Body) {
		return nil
	}
	if !p.Src.same(&guard{stmt: test, err: err, exit: test.Body.List}, async) {
		return nil
	}
	if test.Init == nil && p.Src.commented(assign, test) || p.Src.directs(assign.End(), test) {
		return nil
	}
	if slices.ContainsFunc(before, defers) {
		return nil // what is deferred would run before the error goes on
	}
	bodies := slices.DeleteFunc(returnsIn(before), func(r *ast.ReturnStmt) bool { return p.gone(r.Pos()) })
	return &Sync{Assign: assign, Guard: test, Bodies: bodies}
}

// defers reports whether a statement may register something for the end of its
// function.
func defers(stmt ast.Stmt) bool { return syntax.Contains(stmt, isDefer) }

func isDefer(n ast.Node) bool {
	_, ok := n.(*ast.DeferStmt)
	return ok
}

// startError is the only variable that a launch is assigned to, if it is of
// type error, as the result is, and used by nothing but the launch and the test. A
// pointer that becomes an error is not nil, though the operation could start.
func (p *Part) startError(assign *ast.AssignStmt, test *ast.IfStmt) types.Object {
	for _, lhs := range assign.Lhs[:len(assign.Lhs)-1] {
		if id, ok := lhs.(*ast.Ident); !ok || id.Name != "_" {
			return nil
		}
	}
	id, ok := assign.Lhs[len(assign.Lhs)-1].(*ast.Ident)
	if !ok {
		return nil
	}
	obj := p.Src.Info.ObjectOf(id)
	if obj == nil || !isError(obj.Type()) || !isError(p.Src.result(assign)) {
		return nil
	}
	own := slices.ContainsFunc(p.Steps, func(s *Step) bool {
		return s.Err != nil && s.Err.Obj == obj && s.Guard != nil
	})
	if assign.Tok != token.DEFINE && !own {
		return nil
	}
	for _, use := range p.Src.Uses(obj) {
		if within(use.Pos(), assign) || within(use.Pos(), test) {
			continue
		}
		if !own || !p.gone(use.Pos()) {
			return nil
		}
	}
	return obj
}

// result is the type of the last result of the call that is all on the right of an assignment.
func (src *Source) result(assign *ast.AssignStmt) types.Type {
	t := src.Info.TypeOf(assign.Rhs[0])
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.At(tuple.Len() - 1).Type()
	}
	return t
}

// gone reports whether a position lies in an error exit that is taken away, or
// in the parameters of a literal.
func (p *Part) gone(pos token.Pos) bool {
	return slices.ContainsFunc(p.Steps, func(s *Step) bool {
		return s.Guard != nil && within(pos, s.Guard) || within(pos, s.Lit.Type)
	})
}

// returnsIn lists the return statements of a body.
func returnsIn(list []ast.Stmt) []*ast.ReturnStmt {
	var found []*ast.ReturnStmt
	for _, stmt := range list {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt:
				found = append(found, n)
			}
			return true
		})
	}
	return found
}

func last(list []ast.Expr) ast.Expr { return list[len(list)-1] }
