// Package chain is the model that analysis hands to rewriting: a pyramid of
// nested continuations as a chain of steps.
//
// It is plain data about syntax and types. It depends on the standard library
// only, judges nothing and produces no text.
package chain

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A Chain is one pyramid: operations that each take a continuation, the next
// one launched inside the continuation of the one before.
//
// Invariant: Steps is not empty, every step has a literal, and the call of
// every step but the first stands inside the literal of the step before it,
// where it runs at most once.
type Chain struct {
	File  *ast.File
	Steps []*Step
	Tail  *Step    // a launch in the last literal that passes on a named continuation, or nil
	Inner []*Chain // pyramids in the bodies of the steps, off the path of Steps

	// Round is the launch in the only step of a chain that is given the function
	// around the chain, so that this runs again: a level of the nest that no literal
	// shows. Its literal is that function, which the variable Arg always holds. It is
	// nil in other chains.
	Round *Step

	// Recursion is the call of the function around the chain that ends the literal of
	// the only step: another such level. It is nil in other chains.
	Recursion *ast.CallExpr

	// Beside are the launches that stand in the list of statements of the head and
	// belong to no pyramid, and those inside of their literals, in source order. The
	// literal is nil where the continuation is named.
	Beside []*Step
}

// Head is the outermost launch, where the chain is reported.
func (c *Chain) Head() *Step { return c.Steps[0] }

// Last is the innermost step.
func (c *Chain) Last() *Step { return c.Steps[len(c.Steps)-1] }

// Depth counts the nested literals.
func (c *Chain) Depth() int {
	if c.Recursion != nil {
		return len(c.Steps) + 1
	}
	return len(c.literals())
}

// literals lists the steps with a literal that is nested, with the one around
// the chain.
func (c *Chain) literals() []*Step {
	if c.Round == nil {
		return c.Steps
	}
	return append(slices.Clip(c.Steps), c.Round)
}

// Outcomes counts the nested literals that receive an outcome; an executor
// hop only moves execution elsewhere.
func (c *Chain) Outcomes() int {
	n := Outcomes(c.literals())
	if c.Recursion != nil {
		n *= 2
	}
	return n
}

// Outcomes counts the steps that receive an outcome.
func Outcomes(steps []*Step) int {
	n := 0
	for _, s := range steps {
		if !s.Hop {
			n++
		}
	}
	return n
}

// Evidence is the weakest evidence among the steps.
func (c *Chain) Evidence() Evidence {
	weakest := Declared
	for _, s := range c.literals() {
		weakest = min(weakest, s.Evidence)
	}
	return weakest
}

// String is the chain in one line: the operations in the order in which they
// happen.
func (c *Chain) String() string {
	var names []string
	for _, s := range c.Steps {
		names = append(names, s.Name)
	}
	if c.Tail != nil {
		names = append(names, c.Tail.Name)
	}
	if c.Round != nil {
		names = append(names, c.Round.Name, "…")
	}
	if c.Recursion != nil {
		names = append(names, types.ExprString(c.Recursion.Fun), "…")
	}
	return strings.Join(names, " → ")
}

// A Step is one operation and the continuation that it is given.
type Step struct {
	Call       *ast.CallExpr // the launch
	Stmt       ast.Stmt      // the listed statement that contains the launch; nil outside of functions
	List       ast.Node      // the block, case clause or communication clause that lists Stmt
	Name       string        // the callee's name, for people
	Arg        ast.Expr      // the continuation as it stands in the launch
	Lit        *ast.FuncLit  // the continuation as a literal, nil when it is a named function value
	Held       ast.Stmt      // the statement that only declares a variable with Lit for Arg, or nil
	Through    ast.Stmt      // the last of the statements behind Stmt that belong to the launch, or nil
	Convention Convention    // how the operation reports its outcome
	Evidence   Evidence      // how well it is known that the continuation is one-shot
	Timing     Timing        // when the operation calls back
	Hop        bool          // only moves execution (timer, thread, actor), carries no outcome
	NilTested  bool          // the operation treats a nil continuation differently
	Relies     bool          // no code tells what becomes of the continuation in the end
	Shown      bool          // a body proves what is declared
	Reports    bool          // the operation may call back although the launch returns an error
	Exclusive  bool          // the operation delivers no value beside an error
	Parting    bool          // nothing happens on the goroutine after it has called back
	Reasons    []Reason      // what the evidence rests on
	Declare    string        // how the user can declare what is assumed, empty when nothing is

	// Derived:
	Captures []*Capture // what the literal declares and later steps use
}

// A Capture is an object that the literal of one step declares and a later
// step uses. Once the later step has moved out, it must be carried there.
type Capture struct {
	Obj types.Object
	// Decl is what declares it: an *ast.Field of the literal, an
	// *ast.AssignStmt, an *ast.DeclStmt, an *ast.CaseClause of a type switch, the
	// *ast.FuncLit inside that it is a parameter of; nil for anything else.
	Decl   ast.Node
	Beside bool // no later step uses it, but what is declared beside it by the same statement
	Shared bool // assigned more than once, or its address is taken: every use must see the same variable
}

// Moves is the declaration of a type or constant, which goes before the chain as it
// stands; nil for a variable.
func (c *Capture) Moves() *ast.GenDecl {
	stmt, ok := c.Decl.(*ast.DeclStmt)
	if !ok {
		return nil
	}
	decl := stmt.Decl.(*ast.GenDecl)
	if decl.Tok == token.VAR {
		return nil
	}
	return decl
}

// Moved lists the types and constants that go before a chain that begins with some
// steps.
func Moved(steps []*Step) []types.Object {
	var objs []types.Object
	for _, s := range steps {
		for _, c := range s.Captures {
			if c.Moves() != nil {
				objs = append(objs, c.Obj)
			}
		}
	}
	return objs
}

// A Convention is the way in which an operation hands its outcome to the
// continuation.
type Convention struct {
	Sig   *types.Signature // the continuation's signature
	Error int              // index of the parameter of type error, -1 when there is none
}

// Values lists the indexes of the parameters that are not the error.
func (c Convention) Values() []int {
	var values []int
	for i := range c.Sig.Params().Len() {
		if i != c.Error {
			values = append(values, i)
		}
	}
	return values
}

// Evidence says how it is known that a continuation is called at most once.
// Greater is stronger.
type Evidence int

// The kinds of evidence.
const (
	Assumed  Evidence = iota // nothing speaks against it, and it has the shape of a completion
	Proven                   // from the body of the callee
	Declared                 // a directive, a flag or the table of known libraries says so
)

// String is the word for the evidence.
func (e Evidence) String() string {
	return [...]string{"assumed", "proven", "declared"}[e]
}

// Timing says when an operation calls its continuation.
type Timing int

// The timings.
const (
	Unknown   Timing = iota // no body to read
	Later                   // always after the launch has returned, or on another goroutine
	Sometimes               // at once on some paths
	AtOnce                  // always before the launch returns: not an asynchronous operation
)

// String completes "calls back …".
func (t Timing) String() string {
	return [...]string{"at an unknown time", "later", "sometimes at once", "at once"}[t]
}

// A Reason is one piece of evidence, with its place.
type Reason struct {
	Pos  token.Pos // NoPos when the place has no syntax here
	Text string
}

// A Finding is a chain and the verdict on it.
type Finding struct {
	Chain   *Chain
	Refusal *Refusal // nil when at least a part of the chain may be flattened
	Cuts    []Cut    // where the chain must stay nested, in order
	Inner   []*Finding
}

// A Cut separates two parts of a chain: the step at index Before and all after
// it stay inside the continuation of the step before.
type Cut struct {
	Before  int
	Refused bool // the step before it is what is refused, and belongs to no part
	Reason  *Refusal
}

// A Refusal is the reason why a chain is not rewritten, in the user's words:
// it names the variable and the place, and what would lift it.
type Refusal struct {
	Rule   string    // the rule that refused, an anchor in the documentation of package analyzer
	Pos    token.Pos // the place that decides
	Text   string    // for "cannot flatten callbacks: …"
	Remedy string    // what the user can do, empty when nothing
}

// Kept is the rule of refusals for the sole reason that a comment, such as //nolint:unnest, says
// so. Front doors do not report them.
const Kept = "kept"

// Kept reports whether it is one by that rule; nil is not.
func (r *Refusal) Kept() bool { return r != nil && r.Rule == Kept }

// Error is the refusal as a sentence.
func (r *Refusal) Error() string {
	return fmt.Sprintf("cannot flatten callbacks: %s", r.Text)
}

// Refused reports whether nothing of the chain may be flattened.
func (f *Finding) Refused() bool { return f.Refusal != nil }

// Parts lists the runs of steps that are flattened: those of at least two
// steps between the cuts, or one that launches the next round.
func (f *Finding) Parts() [][]*Step {
	if (f.Chain.Round != nil || f.Chain.Recursion != nil) && len(f.Cuts) == 0 {
		return f.Runs(1)
	}
	return f.Runs(2)
}

// Runs lists the runs of at least so many steps between the cuts.
func (f *Finding) Runs(least int) [][]*Step {
	var parts [][]*Step
	start := 0
	flush := func(end int) {
		if end-start >= least {
			parts = append(parts, f.Chain.Steps[start:end])
		}
		start = end
	}
	for _, cut := range f.Cuts {
		if cut.Refused {
			start = cut.Before
		}
		flush(min(cut.Before, len(f.Chain.Steps)))
	}
	flush(len(f.Chain.Steps))
	return parts
}
