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
	"strings"
)

// A Chain is one pyramid: operations that each take a continuation, the next
// one launched inside the continuation of the one before.
//
// Invariant: Steps is not empty, and the call of every step but the first
// stands inside the continuation of the step before it.
type Chain struct {
	Steps []*Step
}

// Head is the outermost launch, where the chain is reported.
func (c *Chain) Head() *Step { return c.Steps[0] }

// Last is the innermost step.
func (c *Chain) Last() *Step { return c.Steps[len(c.Steps)-1] }

// Depth counts the steps that carry an outcome; an executor hop, which only
// moves execution elsewhere, does not deepen a pyramid.
func (c *Chain) Depth() int {
	n := 0
	for _, s := range c.Steps {
		if !s.Hop {
			n++
		}
	}
	return n
}

// Evidence is the weakest evidence among the steps.
func (c *Chain) Evidence() Evidence {
	weakest := Declared
	for _, s := range c.Steps {
		weakest = min(weakest, s.Evidence)
	}
	return weakest
}

// String is the chain in one line: the operations in the order in which they
// happen.
func (c *Chain) String() string {
	names := make([]string, len(c.Steps))
	for i, s := range c.Steps {
		names[i] = s.Name
	}
	return strings.Join(names, " → ")
}

// A Step is one operation and the continuation that it is given.
type Step struct {
	Call       *ast.CallExpr // the launch
	Name       string        // the callee's name, for people
	Arg        ast.Expr      // the expression in the launch that is the continuation (a literal, or a name)
	Lit        *ast.FuncLit  // Arg as a literal, nil when the continuation is a named function value
	Convention Convention    // how the operation reports its outcome
	Evidence   Evidence      // how well it is known that the continuation is one-shot
	Timing     Timing        // when the operation calls back
	Hop        bool          // only moves execution (timer, thread, actor), carries no outcome
	Reasons    []Reason      // what the evidence rests on
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
	Refusal *Refusal // nil when the chain may be flattened
}

// A Refusal is the reason why a chain is not rewritten, in the user's words:
// it names the variable and the place, and what would lift it.
type Refusal struct {
	Rule   string    // the rule that refused, an anchor in the documentation of package analyzer
	Pos    token.Pos // the place that decides
	Text   string    // for "cannot flatten callbacks: …"
	Remedy string    // what the user can do, empty when nothing
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("cannot flatten callbacks: %s", r.Text)
}
