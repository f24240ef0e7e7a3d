package progen

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
)

// Smaller returns programs with a part of text left out, the smallest first.
// Many of them do not compile.
func Smaller(text []byte) [][]byte {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.ParseComments)
	if err != nil {
		return nil
	}
	s := &shrinker{fset: fset, text: text}
	ast.Inspect(file, s.visit)
	for _, group := range file.Comments {
		for _, c := range group.List {
			s.replace(c.Pos(), c.End(), "")
		}
	}
	slices.SortFunc(s.found, func(a, b []byte) int { return cmp.Compare(len(a), len(b)) })
	return slices.CompactFunc(s.found, bytes.Equal)
}

type shrinker struct {
	fset  *token.FileSet
	text  []byte
	found [][]byte
}

// replace adds the program with something else in a place.
func (s *shrinker) replace(from, to token.Pos, by string) {
	start, end := s.fset.PositionFor(from, false).Offset, s.fset.PositionFor(to, false).Offset
	if end-start > len(by) {
		s.found = append(s.found, slices.Concat(s.text[:start], []byte(by), s.text[end:]))
	}
}

func (s *shrinker) slice(from, to token.Pos) string {
	return string(s.text[s.fset.PositionFor(from, false).Offset:s.fset.PositionFor(to, false).Offset])
}

// visit adds the programs without a node, or with only a part of it.
func (s *shrinker) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.File:
		for _, decl := range n.Decls {
			if gen, ok := decl.(*ast.GenDecl); !ok || gen.Tok != token.IMPORT {
				s.replace(decl.Pos(), decl.End(), "")
			}
		}
	case *ast.BlockStmt:
		s.list(n.List)
	case *ast.CaseClause:
		s.list(n.Body)
	case *ast.CommClause:
		s.list(n.Body)
	case *ast.IfStmt:
		if n.Else != nil {
			s.replace(n.Body.End(), n.End(), "")
			s.inside(n, n.Else)
		}
		s.inside(n, n.Body)
	case *ast.ForStmt:
		s.inside(n, n.Body)
	case *ast.RangeStmt:
		s.inside(n, n.Body)
	case *ast.LabeledStmt:
		s.replace(n.Pos(), n.Stmt.Pos(), "")
	case *ast.ExprStmt:
		s.call(n, n.X)
	case *ast.BinaryExpr:
		s.replace(n.X.End(), n.Y.End(), "")
	case *ast.DeferStmt:
		s.call(n, n.Call)
	case *ast.GoStmt:
		s.call(n, n.Call)
	}
	return true
}

// list leaves out statements, alone and together.
func (s *shrinker) list(list []ast.Stmt) {
	for i, stmt := range list {
		s.replace(stmt.Pos(), stmt.End(), "")
		if i > 0 {
			s.replace(list[0].Pos(), stmt.End(), "")
		}
		if i > 0 && i < len(list)-1 {
			s.replace(stmt.Pos(), list[len(list)-1].End(), "")
		}
	}
	for i := 0; i+1 < len(list); i++ {
		s.replace(list[i].Pos(), list[i+1].End(), "")
	}
}

// inside puts what stands in a block in the place of the statement around it.
func (s *shrinker) inside(n ast.Node, body ast.Stmt) {
	block, ok := body.(*ast.BlockStmt)
	if !ok {
		s.replace(n.Pos(), n.End(), s.slice(body.Pos(), body.End()))
		return
	}
	s.replace(n.Pos(), n.End(), s.slice(block.Lbrace+1, block.Rbrace))
}

// call puts the body of a literal in the place of the call that it stands in,
// and leaves out arguments of calls that take any number.
func (s *shrinker) call(n ast.Node, e ast.Expr) {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return
	}
	if lit, ok := call.Fun.(*ast.FuncLit); ok {
		s.inside(n, lit.Body)
	}
	for i, arg := range call.Args {
		if lit, ok := arg.(*ast.FuncLit); ok {
			s.inside(n, lit.Body)
		} else if i > 0 {
			s.replace(call.Args[i-1].End(), arg.End(), "")
		}
	}
}
