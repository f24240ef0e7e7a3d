package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A seed is a mistake: some edits of a file.
type seed struct {
	file   *ast.File
	place  string
	edits  []replacement
	mutant *packages.Package
}

type replacement struct {
	from, to token.Pos
	text     string
}

func (s seed) String() string { return s.place }

// apply returns the text with the edits made.
func (s seed) apply(text []byte, file *token.File) []byte {
	edits := slices.Clone(s.edits)
	slices.SortFunc(edits, func(a, b replacement) int { return int(b.from - a.from) })
	out := slices.Clone(text)
	for _, e := range edits {
		out = slices.Replace(out, file.Offset(e.from), file.Offset(e.to), []byte(e.text)...)
	}
	return out
}

// planters know where a mistake of a kind can be made.
var planters = map[string]func(*program) []seed{ //nolint:gochecknoglobals // a table
	"twicesettled":     (*program).withoutReturn,
	"neversettled":     (*program).withoutReport,
	"unreaderror":      (*program).withoutTest,
	"wrongerror":       (*program).withOtherName,
	"settledunderlock": (*program).withLateUnlock,
	"blockedloop":      (*program).withWait,
	"lostpromise":      (*program).withDrop,
	"contextignored":   (*program).withOwnContext,
}

// visit calls f for every node of every file, with what it stands in.
func (p *program) visit(f func(file *ast.File, n ast.Node, stack []ast.Node)) {
	for _, file := range p.Syntax {
		var stack []ast.Node
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			f(file, n, stack)
			stack = append(stack, n)
			return true
		})
	}
}

func (p *program) seed(file *ast.File, at ast.Node, edits ...replacement) seed {
	return seed{file: file, place: fmt.Sprint(p.Fset.Position(at.Pos())), edits: edits}
}

func without(n ast.Node) replacement { return replacement{n.Pos(), n.End(), ""} }

// reports says whether a statement calls a completion with an error.
func (p *program) reports(stmt ast.Stmt) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	last := call.Args[len(call.Args)-1]
	return ok && slices.Contains([]string{"done", "fail", "finish"}, id.Name) &&
		types.Identical(p.TypesInfo.TypeOf(last), types.Universe.Lookup("error").Type()) &&
		!p.TypesInfo.Types[last].IsNil()
}

// lists yields the lists of statements in which a report is followed by
// a return, with the index of the report.
func (p *program) lists(f func(file *ast.File, list []ast.Stmt, i int, stack []ast.Node)) {
	p.visit(func(file *ast.File, n ast.Node, stack []ast.Node) {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		}
		for i := range len(list) - 1 {
			if _, ok := list[i+1].(*ast.ReturnStmt); ok && p.reports(list[i]) {
				f(file, list, i, stack)
			}
		}
	})
}

// withoutReturn forgets the return after a report.
func (p *program) withoutReturn() (seeds []seed) {
	p.lists(func(file *ast.File, list []ast.Stmt, i int, _ []ast.Node) {
		seeds = append(seeds, p.seed(file, list[i], without(list[i+1])))
	})
	return seeds
}

// withoutReport forgets to report an error that is tested.
func (p *program) withoutReport() (seeds []seed) {
	p.lists(func(file *ast.File, list []ast.Stmt, i int, stack []ast.Node) {
		if guard, ok := stack[len(stack)-1].(*ast.IfStmt); ok && p.testsError(guard) {
			seeds = append(seeds, p.seed(file, list[i], without(list[i])))
		}
	})
	return seeds
}

// testsError says whether a branch is one for err != nil.
func (p *program) testsError(guard *ast.IfStmt) bool {
	test, ok := guard.Cond.(*ast.BinaryExpr)
	return ok && test.Op == token.NEQ && types.ExprString(test.X) == "err"
}

// continuations yields the literals in calls whose error is called err, and
// that begin with a test of it.
func (p *program) continuations(f func(file *ast.File, lit *ast.FuncLit, name *ast.Ident, stack []ast.Node)) {
	p.visit(func(file *ast.File, n ast.Node, stack []ast.Node) {
		lit, ok := n.(*ast.FuncLit)
		if !ok || len(lit.Body.List) < 2 || len(lit.Type.Params.List) == 0 {
			return
		}
		if _, ok := stack[len(stack)-1].(*ast.CallExpr); !ok {
			return
		}
		guard, ok := lit.Body.List[0].(*ast.IfStmt)
		last := lit.Type.Params.List[len(lit.Type.Params.List)-1]
		if ok && p.testsError(guard) && last.Names[0].Name == "err" {
			f(file, lit, last.Names[0], stack)
		}
	})
}

// withoutTest forgets to look at the error of a callback.
func (p *program) withoutTest() (seeds []seed) {
	p.continuations(func(file *ast.File, lit *ast.FuncLit, name *ast.Ident, _ []ast.Node) {
		if len(lit.Type.Params.List) > 1 && !p.uses(lit.Body.List[1:], name) && p.usesOthers(lit) {
			seeds = append(seeds, p.seed(file, lit, without(lit.Body.List[0])))
		}
	})
	return seeds
}

// usesOthers says whether a callback needs a value that it is told of.
func (p *program) usesOthers(lit *ast.FuncLit) bool {
	return p.uses(lit.Body.List[1:], lit.Type.Params.List[0].Names[0])
}

func (p *program) uses(list []ast.Stmt, name *ast.Ident) bool {
	found := false
	for _, stmt := range list {
		ast.Inspect(stmt, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && p.TypesInfo.ObjectOf(id) == p.TypesInfo.Defs[name]
			return true
		})
	}
	return found
}

// withOtherName has a callback look at the err of the function around it,
// which the launch assigns, or which is known to be nil.
func (p *program) withOtherName() (seeds []seed) {
	p.continuations(func(file *ast.File, lit *ast.FuncLit, name *ast.Ident, _ []ast.Node) {
		outer := p.Types.Scope().Innermost(lit.Pos())
		if _, obj := outer.LookupParent("err", lit.Pos()); obj == nil || p.uses(lit.Body.List[1:], name) {
			return
		}
		seeds = append(seeds, p.seed(file, lit, replacement{name.Pos(), name.End(), "failed"}))
	})
	return seeds
}

// withLateUnlock unlocks when the function returns: where it did is a seed.
func (p *program) withLateUnlock() (seeds []seed) {
	p.visit(func(file *ast.File, n ast.Node, stack []ast.Node) {
		lock, ok := n.(*ast.ExprStmt)
		if !ok || !strings.HasSuffix(types.ExprString(lock.X), "Lock()") {
			return
		}
		block := stack[len(stack)-1].(*ast.BlockStmt) //nolint:forcetypeassert // the clean code is like that
		if _, ok := stack[len(stack)-2].(*ast.RangeStmt); ok {
			return
		}
		giving := strings.Replace(types.ExprString(lock.X), "Lock()", "Unlock()", 1)
		s := p.seed(file, lock, replacement{lock.End(), lock.End(), "\ndefer " + giving})
		ast.Inspect(block, func(n ast.Node) bool {
			stmt, ok := n.(*ast.ExprStmt)
			if ok && stmt.Pos() > lock.Pos() && types.ExprString(stmt.X) == giving {
				s.edits = append(s.edits, without(stmt))
			}
			return true
		})
		seeds = append(seeds, s)
	})
	return seeds
}

// loopNames are what runs a function on a loop in the clean code.
var loopNames = []string{ //nolint:gochecknoglobals // a table
	"Post", "Soon", "SetTimeout", "SetInterval", "ReadFileThen",
}

// withWait has a function wait that runs on a loop.
func (p *program) withWait() (seeds []seed) {
	waits := []string{"time.Sleep(1)", "println(<-gate)", "group.Wait()", "ready.Await(context.Background())"}
	p.visit(func(file *ast.File, n ast.Node, stack []ast.Node) {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			return
		}
		call, ok := stack[len(stack)-1].(*ast.CallExpr)
		if !ok {
			return
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		hot := ok && strings.Contains(types.ExprString(sel.X), "ReadFile(") // the head of the chain
		if !ok || !hot && !slices.Contains(loopNames, sel.Sel.Name) {
			return
		}
		at := lit.Body.Lbrace + 1
		wait := waits[len(seeds)%len(waits)]
		seeds = append(seeds, p.seed(file, lit, replacement{at, at, "\n" + wait + "\n"}))
	})
	return seeds
}

// enders are the methods that make something of a chain.
var enders = []string{"Start", "Settle", "Await"} //nolint:gochecknoglobals // a table

// withDrop drops a promise: it is not returned by a handler, or the end of
// a chain is missing.
func (p *program) withDrop() (seeds []seed) {
	p.visit(func(file *ast.File, n ast.Node, stack []ast.Node) {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			if lit, ok := stack[len(stack)-2].(*ast.FuncLit); ok && isCallOf(n, lit) {
				call := n.Results[0]
				seeds = append(seeds, p.seed(file, n, replacement{n.Pos(), call.Pos(), ""},
					replacement{n.End(), n.End(), "\nreturn nil"}))
			}
		case *ast.ExprStmt:
			call, _ := n.X.(*ast.CallExpr)
			if call == nil {
				return
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains(enders, sel.Sel.Name) {
				return
			}
			if !strings.Contains(types.ExprString(sel.X), "ReadFile(") {
				seeds = append(seeds, p.dropped(file, n, sel))
			}
		case *ast.AssignStmt:
			if id, ok := n.Lhs[0].(*ast.Ident); ok && id.Name == "_" && len(n.Lhs) == 1 {
				seeds = append(seeds, p.seed(file, n, replacement{n.Pos(), n.Rhs[0].Pos(), ""}))
			}
		}
	})
	return seeds
}

// dropped is a statement without the end of its chain.
func (p *program) dropped(file *ast.File, stmt ast.Stmt, sel *ast.SelectorExpr) seed {
	if _, ok := sel.X.(*ast.Ident); ok {
		return p.seed(file, stmt, without(stmt))
	}
	return p.seed(file, stmt, replacement{sel.X.End(), stmt.End(), ""})
}

// isCallOf says whether a return of a handler that makes a promise has a call.
func isCallOf(ret *ast.ReturnStmt, handler *ast.FuncLit) bool {
	if handler.Type.Results == nil || len(ret.Results) != 1 {
		return false
	}
	_, ok := ret.Results[0].(*ast.CallExpr)
	return ok && strings.HasPrefix(types.ExprString(handler.Type.Results.List[0].Type), "*promise.")
}

// withOwnContext starts an operation with a new context.
func (p *program) withOwnContext() (seeds []seed) {
	p.visit(func(file *ast.File, n ast.Node, _ []ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) < 2 || types.ExprString(call.Args[0]) != "ctx" {
			return
		}
		own := []string{"context.Background()", "context.TODO()"}[len(seeds)%2]
		seeds = append(seeds, p.seed(file, call, replacement{call.Args[0].Pos(), call.Args[0].End(), own}))
	})
	return seeds
}
