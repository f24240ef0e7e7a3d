package plan

import (
	"go/ast"
	"go/token"
	"go/version"
)

// ownTurns is the language version since which every turn of a loop has variables of its
// own. Source: Go 1.22 release notes, changes to the language.
const ownTurns = "go1.22"

// shareTurns notes the variables of loops as assigned, and so as ones that may change, in a
// file of an older version: a build constraint can ask for that.
func (s *Source) shareTurns() {
	if v := s.Info.FileVersions[s.File]; v == "" || version.Compare(v, ownTurns) >= 0 {
		return
	}
	for n := range ast.Preorder(s.File) {
		for _, e := range loopVariables(n) {
			id, ok := e.(*ast.Ident)
			if obj := s.Info.Defs[id]; ok && obj != nil {
				s.writes[obj] = append(s.writes[obj], id)
			}
		}
	}
}

// loopVariables lists the variables that a loop declares.
func loopVariables(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.RangeStmt:
		return []ast.Expr{n.Key, n.Value}
	case *ast.ForStmt:
		if init, ok := n.Init.(*ast.AssignStmt); ok && init.Tok == token.DEFINE {
			return init.Lhs
		}
	}
	return nil
}
