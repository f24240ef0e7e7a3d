package safety

import (
	"fmt"
	"go/ast"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// place refuses a chain that begins where a statement cannot take its place.
//
//	Pattern: defer f(func(v V) {…}) => refused
//	So long as: the launch is neither a statement of a list nor in the simple
//	statement at the front of an if.
//	Because: a chain is one statement, and must launch at the moment at which the launch stood.
func (k *Checker) place(p part) *chain.Refusal {
	s := p.step()
	why := k.misplaced(p)
	if why == "" {
		return nil
	}
	refusal := &chain.Refusal{
		Pos:    s.Call.Pos(),
		Text:   fmt.Sprintf("%s is launched %s", s.Name, why),
		Remedy: "launch it in a statement of its own",
	}
	if label, ok := s.Stmt.(*ast.LabeledStmt); ok {
		refusal.Remedy = fmt.Sprintf("put the label %s in front of another statement", label.Label.Name)
	}
	return refusal
}

// misplaced says what is wrong with the place of a launch, empty when nothing.
func (k *Checker) misplaced(p part) string {
	s := p.step()
	switch stmt := s.Stmt.(type) {
	case nil:
		return "outside of a statement of a function"
	case *ast.DeferStmt:
		return "in a defer statement"
	case *ast.ExprStmt, *ast.GoStmt, *ast.SendStmt:
		return ""
	case *ast.LabeledStmt:
		return fmt.Sprintf("in a statement with the label %s", stmt.Label.Name)
	case *ast.DeclStmt:
		return "in a declaration with var"
	case *ast.ReturnStmt:
		return k.misreturned(p, stmt)
	case *ast.AssignStmt:
		if s.Through != nil {
			return "" // what it declares goes with the launch
		}
		return k.misassigned(p, stmt)
	case *ast.IfStmt:
		if init, ok := stmt.Init.(*ast.AssignStmt); ok && contains(init, s.Call) {
			return k.misassigned(p, init)
		}
	}
	return "where a chain, which is a statement, cannot stand"
}

// misreturned wants the results of a launch to be returned as they are.
func (k *Checker) misreturned(p part, stmt *ast.ReturnStmt) string {
	if len(stmt.Results) != 1 || ast.Unparen(stmt.Results[0]) != p.step().Call {
		return "inside of a larger result"
	}
	if _, err := k.destination(p).Type(k.Info.TypeOf(p.step().Call)); err != nil {
		return "for a result that cannot be declared: " + err.Error()
	}
	return ""
}

// misassigned wants what an assignment declares to have types with names.
func (k *Checker) misassigned(p part, stmt *ast.AssignStmt) string {
	for _, lhs := range stmt.Lhs {
		id, ok := lhs.(*ast.Ident)
		if !ok || k.Info.Defs[id] == nil {
			continue
		}
		if _, err := k.destination(p).Type(k.Info.Defs[id].Type()); err != nil {
			return fmt.Sprintf("for %s, which cannot be declared: %v", id.Name, err)
		}
	}
	return ""
}

func contains(outer, inner ast.Node) bool {
	return outer.Pos() <= inner.Pos() && inner.End() <= outer.End()
}
