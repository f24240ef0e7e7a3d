package cps

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A use is what becomes of a function value at one place in the code.
type use struct {
	pos       token.Pos
	text      string        // for people: "k is …"
	verdict   Verdict       // Once when the value is run at most once
	runs      bool          // false when it is not run at all, such as a nil test
	when      moments       // it is run
	guard     types.Object  // runs it only the first time, nil for none
	work      bool          // an operation comes before
	elsewhere bool          // it is started on another goroutine or by an executor
	call      *ast.CallExpr // a call that it is passed to, whose body is known
	param     *types.Var    // and the parameter that takes it
	failure   types.Object  // the error variable that says that it was not taken over
	reports   bool          // the callee may call it and return an error
	busy      bool          // its arguments are the result of work
	last      bool          // it runs when the function ends
	nilSafe   bool          // what it is passed to accepts nil
	relies    bool          // no code tells what becomes of it there
	given     bool          // it is passed to a callee that may call it
	nilTest   bool
}

// optional is a use as a field of options. That these are tested for nil says that not all of
// them are set, not that the function which sets one is called without it.
func (u use) optional() use {
	u.relies, u.nilSafe = u.relies || u.nilSafe, false
	return u
}

// apply is the weight of using a value that has weight w.
func (u use) apply(w weight) weight {
	if u.nilTest {
		return weight{nilTested: true}
	}
	if !u.runs && u.verdict == Once {
		return weight{}
	}
	e := w
	e.reports = false // that was about the literal's own result
	e.when = w.when.within(u.when)
	e.busy = e.busy || u.busy
	if u.work || u.elsewhere && w.busy {
		e.worked = true
	}
	if u.elsewhere {
		e.busy = u.busy
	}
	if u.verdict != Once && (w.n > 0 || w.verdict != Once) {
		e.worsen(u.verdict, u.pos, u.text) // guarded calls stay at one however often the value is run
	}
	if u.verdict == Lost && !u.given {
		e.n = 0 // whether it is called is for others to see
	}
	if u.guard != nil && e.n > 0 {
		e.guarded = mostGuarded(w.guarded, map[types.Object]int{u.guard: e.n})
		e.n = 0
	}
	return e
}
