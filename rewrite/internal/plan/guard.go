package plan

import (
	"go/ast"
	"go/scanner"
	"go/token"
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A guard is the error exit at the front of a continuation:
//
//	if err != nil {
//		exit
//	}
type guard struct {
	stmt *ast.IfStmt
	err  types.Object
	exit []ast.Stmt
}

// guard finds the error exit of a step, or nil. One that launches the next operation is
// none, nor is one with a directive: that would speak of another line.
func (s *Step) guard(src *Source) *guard {
	if s.Err == nil || s.Err.Obj == nil || len(s.Lit.Body.List) == 0 {
		return nil
	}
	stmt, ok := s.Lit.Body.List[0].(*ast.IfStmt)
	if !ok || stmt.Init != nil || stmt.Else != nil ||
		!src.notNil(stmt.Cond, s.Err.Obj) || !src.leaves(stmt.Body) ||
		s.Next != nil && within(s.Next.Pos(), stmt) || src.directs(s.Lit.Body.Lbrace, stmt) {
		return nil
	}
	used, read := src.usedIn(s.Err.Obj, s.Lit, stmt), src.readIn(s.Err.Obj, s.Lit, stmt)
	if used && (!read || src.HidesError(stmt.Pos())) {
		return nil // as a variable of its own it would be assigned and not used, or have no type
	}
	return &guard{stmt: stmt, err: s.Err.Obj, exit: stmt.Body.List}
}

// notNil reports whether cond is err != nil.
func (src *Source) notNil(cond ast.Expr, err types.Object) bool {
	bin, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || bin.Op != token.NEQ {
		return false
	}
	return src.is(bin.X, err) && src.IsNil(bin.Y) || src.IsNil(bin.X) && src.is(bin.Y, err)
}

// is reports whether an expression is just the name of obj.
func (src *Source) is(e ast.Expr, obj types.Object) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && obj != nil && src.Info.Uses[id] == obj
}

// IsNil reports whether an expression is nil.
func (src *Source) IsNil(e ast.Expr) bool { return Missing(e) || src.Info.Types[e].IsNil() }

// leaves reports whether a block ends the function that it stands in.
func (src *Source) leaves(block *ast.BlockStmt) bool {
	if len(block.List) == 0 || src.jumpsOut(block) {
		return false
	}
	switch last := block.List[len(block.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.ExprStmt:
		call, ok := ast.Unparen(last.X).(*ast.CallExpr)
		return ok && syntax.Leaves(src.Info, call)
	}
	return false
}

// jumpsOut reports whether a goto leads out of a block.
func (src *Source) jumpsOut(block *ast.BlockStmt) bool {
	for n := range ast.Preorder(block) {
		branch, ok := n.(*ast.BranchStmt)
		if !ok || branch.Tok != token.GOTO {
			continue
		}
		if label := src.Info.Uses[branch.Label]; label == nil || !within(label.Pos(), block) {
			return true
		}
	}
	return false
}

// same reports whether two guards do the same when the one's error parameter
// stands for the other's: the same tokens, and every name means the same.
func (src *Source) same(a, b *guard) bool {
	if len(a.exit) == 0 || len(b.exit) == 0 {
		return len(a.exit) == len(b.exit)
	}
	x, y := src.tokens(a), src.tokens(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}

// A word is a token of a guard; a name is known by what it means.
type word struct {
	tok token.Token
	lit string
	obj types.Object
}

// tokens lists the tokens of a guard's exit.
func (src *Source) tokens(g *guard) []word {
	from, to := g.exit[0].Pos(), g.exit[len(g.exit)-1].End()
	fset := token.NewFileSet()
	text := []byte(src.Slice(from, to))
	file := fset.AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, text, nil, 0)
	names := src.names(g, from, to)
	var words []word
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return words
		}
		w := word{tok: tok, lit: lit}
		if tok == token.IDENT {
			w = names[from+token.Pos(file.Offset(pos))]
		}
		words = append(words, w)
	}
}

// names maps the identifiers of a guard to what they mean: the error parameter
// and what the guard declares itself mean the same in every guard.
func (src *Source) names(g *guard, from, to token.Pos) map[token.Pos]word {
	names := make(map[token.Pos]word)
	for _, id := range src.between(from, to) {
		w := word{tok: token.IDENT, lit: id.Name, obj: src.Info.ObjectOf(id)}
		if w.obj == g.err {
			w = word{tok: token.IDENT}
		} else if w.obj != nil && from <= w.obj.Pos() && w.obj.Pos() < to {
			w.obj = nil
		}
		names[id.Pos()] = w
	}
	return names
}
