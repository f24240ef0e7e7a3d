package plan

import (
	"go/ast"
	"go/token"
)

// The first continuation may be held in a variable:
//
//	Pattern: show := func(user User, err error) {…}; before(); Login(name, show) =>
//	before(); promise.Call(func(k …) { Login(name, k) }).HandleCall(func(user User, err error, k …) {…})
//	So long as: the variable is used in the launch alone, and the names in the
//	literal mean the same there, which was checked.
//	Because: a literal does nothing until it is called.
//
// The declaration goes, and its text belongs to the chain. Those of the later
// continuations stand in the text of the chain.

// Declaration is the statement that holds the continuation of a step and goes,
// nil when it stands in the launch.
func (s *Step) Declaration() ast.Stmt {
	if within(s.Lit.Pos(), s.Call) {
		return nil
	}
	return s.Held
}

// begin is where the text of the chain begins.
func (p *Part) begin() token.Pos {
	if p.Held != nil {
		return p.Held.Pos()
	}
	return p.Stmt.Pos()
}

// within reports whether a place belongs to the text of the chain.
func (p *Part) within(pos token.Pos) bool {
	return p.Stmt.Pos() <= pos && pos < p.Until.End() || p.Held != nil && within(pos, p.Held)
}
