package plan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An ErrMap changes the error of one operation before it goes on.
type ErrMap struct {
	Name string       // the error parameter
	Own  types.Object // what it is in the source
	Exit *ast.IfStmt  // the exit
	Pre  []ast.Stmt   // what else it did
	Call ast.Stmt     // behind which it handed the error on
	Err  ast.Expr     // the error that goes on
}

// holds reports whether a place lies in what changes the error: an exit that goes leaves that behind.
func (m *ErrMap) holds(pos token.Pos) bool {
	return within(pos, m.Err) || slices.ContainsFunc(m.Pre, func(s ast.Stmt) bool { return within(pos, s) })
}

// LaunchesWhole reports whether all of the body of a step is the launch of the next one,
// whose error is changed: the launch is not the last statement, or has a label, or
// something before it leaves early.
func (s *Step) LaunchesWhole(next *Step) bool {
	list := s.body()
	last := list[len(list)-1]
	_, labeled := last.(*ast.LabeledStmt)
	return next.Stmt != last || labeled || LeavesEarly(list[:len(list)-1])
}

// beside says which error exit uses what hands its error on for more than that; empty when none
// does. What changes the error in the stead of the exit has no such thing.
func (p *Part) beside(f types.Object) string {
	for _, id := range p.Src.Uses(f) {
		in := func(s *Step) bool { return s.Map != nil && s.Map.holds(id.Pos()) }
		if slices.ContainsFunc(p.Steps, in) {
			return fmt.Sprintf("line %d uses it in an error exit for more than to hand the error on",
				p.Src.line(id))
		}
	}
	return ""
}

// carry attaches what an exit does to its error to the operation at index i,
// and reports whether that can be done.
func (x *exitPlan) carry(p *Part, i int, g *guard, r *relay) bool {
	if r.plain(p.Src, g) {
		return true
	}
	if !p.movable(p.Steps[i], r, g) || i > 0 && p.Steps[i-1].shadows(p.Src) {
		return false
	}
	x.maps[i] = &ErrMap{
		Name: g.err.Name(), Own: g.err, Exit: g.stmt, Pre: r.pre, Call: g.exit[len(r.pre)], Err: r.err,
	}
	return true
}

// movable reports whether what an exit does can be done beside the launch: it
// uses nothing that its own continuation declares, but the error, whose type can
// be written there, and hands on an error that is not nil. What it declares itself
// has another name than the error, or it would be declared beside a parameter of its name.
func (p *Part) movable(s *Step, r *relay, g *guard) bool {
	if p.Src.Info.Scopes[g.stmt.Body].Lookup(g.err.Name()) != nil {
		return false
	}
	if !p.Src.fails(r.err, g.err) || p.Src.assignedIn(g.err, g.stmt) || p.Src.HidesError(s.Call.Pos()) {
		return false
	}
	for _, v := range s.Values {
		if v.Obj != nil && p.Src.usedIn(v.Obj, g.stmt, nil) {
			return false
		}
	}
	return !slices.ContainsFunc(r.pre, leavesEarly)
}
