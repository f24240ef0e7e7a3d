package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A Part is a run of steps that becomes one chain of promises.
type Part struct {
	Src     *Source
	Stmt    ast.Stmt // the statement that is replaced
	Held    ast.Stmt // the declaration in front of it that holds the first continuation, or nil
	Until   ast.Stmt // the last statement that goes: Stmt, the test of its error, or what belongs to it
	Steps   []*Step
	Tail    *chain.Step // the operation whose continuation goes to Settle, or nil
	Round   *Step       // the operation that runs the function around the chain again, or nil
	End     End
	Done    string         // the name of the completion that the chain ends with
	Front   *Front         // the exit put in front of the last body, for EndGuarded
	Moved   *Moved         // the exits of the last body, for EndMap
	K       string         // name of the continuation in handlers
	Tuple   string         // name of the parameter for several values
	Value   string         // name of the parameters of a function that an operation is given, before a number
	Failure string         // name of the error among them
	Moves   []*ast.GenDecl // types and constants that go before the chain, in order
	Apart   bool           // in a block with the chain: a name of them is that of something else beside it
	Hoists  []*Hoist       // variables declared before the chain, in order
	Locals  []*Local       // variables declared in handlers, in order
	Result  []*Hoist       // variables for the results of a launch that is returned

	TailAdapter *Adapter // what is called in place of the launch of Tail, or nil
	Loop        *Loop    // the loop that the chain is a turn of, or nil
	Finale      *Finale  // what is done before the end, or nil
	NoLoop      string   // why the chain is not the turn of a loop although it looks like one

	Completion *Completion // what the chain ends with, for EndDelegate, EndPass, EndMap and EndError

	Joins     types.Object // the function that the chain calls at its end as a member of a group, or nil
	JoinValue string       // the type of what it hands to that; empty when nothing
	PassesOn  bool         // the errors of its steps are the error that it hands to that

	Told []*ast.CallExpr // calls of the completion in the last body that become those of k, for EndDelegate

	moved []types.Object // what goes before the chain with Moves
	done  *relay         // the completion that all errors go to, nil for none
	from  int            // the first step whose error exit is the one at the end
	late  bool           // other chains are launched after this one is made and before it is launched
	notes []string       // idioms that were not found, and why
}

// A Step is a step with its translation.
type Step struct {
	*chain.Step
	Next      *ast.FuncLit // the literal of the next step, nil for the last
	Values    []*Param     // what the continuation receives beside the error
	Err       *Param       // the error parameter, nil when there is none
	ErrAt     int          // index of the error among all parameters, -1 when there is none
	Concrete  bool         // the error is a pointer, which must be tested before it becomes an error
	OnlyGood  bool         // the handler is skipped when the operation fails
	Guard     *ast.IfStmt  // the error exit taken away from the literal
	ErrVar    bool         // the handler declares the error parameter as a variable
	ErrUnread bool         // that variable is assigned only
	Map       *ErrMap      // what happens to this operation's own error
	Keep      *Hoist       // the variable that keeps the value for later steps
	Sync      *Sync        // the launch may fail at once, like the operation later
	Adapter   *Adapter     // what is called in place of the launch, or nil
}

// A Param is a parameter of a continuation.
type Param struct {
	Name   string // empty when unnamed or blank
	Obj    types.Object
	Type   ast.Expr
	Used   bool   // the literal uses it, outside of later steps
	Unread bool   // the literal only assigns it, and it becomes a variable
	Hoist  *Hoist // the variable that it is copied to, or nil
	Fresh  string // its name in the handler where Name is the variable's
}

// A Hoist is a variable declared before the chain.
type Hoist struct {
	Obj    types.Object // what it takes the place of
	Name   string
	Type   string
	Decl   ast.Node // what becomes an assignment, or has a variable that is copied; nil for a parameter
	After  bool     // the variable of the source is declared after the chain, and gets its value
	Unread bool     // it is assigned only
	From   ast.Node // uses inside refer to the variable; nil: all of them do
}

// launches reports whether the part takes the place of its launch alone, and of what goes with it.
func (p *Part) launches() bool { return p.Stmt == p.Until || p.Steps[0].Through != nil }

// A Run is what becomes one chain: steps, with what follows the last of them.
type Run struct {
	Steps []*chain.Step
	Tail  *chain.Step // as in chain.Chain, for the last step
	Round *chain.Step // as in chain.Chain, for the last step
	Loops bool        // it may be the turn of a loop
}

// New plans a part of a chain. Names given out are added to given.
func New(src *Source, run Run, given *Names) *Part {
	return newPart(src, run, given, run.Steps[0].Stmt.Pos())
}

// newPart is New for variables that are declared at a place before the chain.
func newPart(src *Source, run Run, given *Names, from token.Pos) *Part {
	steps := run.Steps
	head := steps[0]
	p := &Part{Src: src, Stmt: head.Stmt, Until: head.Stmt, Tail: run.Tail, from: len(steps)}
	if head.Through != nil {
		p.Until = head.Through
	}
	p.late = from < head.Stmt.Pos()
	p.moved = chain.Moved(steps[:len(steps)-1])
	names := newNamer(src, head.Stmt, head.List, given)
	p.Held = (&Step{Step: head}).Declaration()
	names.from = min(from, p.begin())
	for i, s := range steps {
		step := &Step{Step: s}
		if i+1 < len(steps) {
			step.Next = steps[i+1].Lit
		}
		step.params(src)
		names.lits = append(names.lits, s.Lit)
		p.Steps = append(p.Steps, step)
	}
	p.concrete()
	p.finish(run, names)
	p.values()
	p.hoist(names)
	p.unread()
	p.complete()
	p.adapters()
	p.K = names.continuation()
	if slices.ContainsFunc(p.outcomes(), func(s *Step) bool { return len(s.Values) > 1 }) {
		p.Tuple = names.local("r")
	}
	p.Value, p.Failure = names.values(), names.failure()
	for _, s := range p.Steps {
		for _, v := range append(s.Values, s.Err) {
			if v != nil && v.Hoist != nil {
				v.Fresh = names.local(initial(v.Name))
			}
		}
	}
	return p
}

// initial is the first letter of a name.
func initial(name string) string {
	for _, letter := range name {
		if letter != '_' {
			return string(letter)
		}
	}
	return "v"
}

// finish decides how the chain ends.
func (p *Part) finish(run Run, names *namer) {
	if run.Round != nil {
		p.round(run.Round)
		return
	}
	if run.Loops {
		if p.NoLoop = p.loop(names); p.Loop != nil {
			return
		}
	}
	p.exits()
	p.finally(names)
}

// TailValue is the type of what the operation at the tail delivers beside an error, empty for nothing.
func (p *Part) TailValue() string {
	if p.Tail.Convention.Error == 0 {
		return ""
	}
	return p.spell(p.Tail.Convention.Sig.Params().At(0).Type())
}

// Redeclared lists the := statements in which a hoisted variable is not
// declared but assigned. When the variable is declared outside of their
// scope they would declare another one.
func (p *Part) Redeclared(h *Hoist) []*ast.AssignStmt {
	var list []*ast.AssignStmt
	for _, id := range p.Src.uses[h.Obj] {
		if stmt := p.Src.assignments().again[id]; stmt != nil && p.within(stmt.Pos()) {
			list = append(list, stmt)
		}
	}
	return list
}

// LeavesEarly reports whether one of the statements may return from its
// function, or registers something for the function's end.
func LeavesEarly(list []ast.Stmt) bool { return slices.ContainsFunc(list, leavesEarly) }

// params lists the parameters of the literal.
func (s *Step) params(src *Source) {
	index := 0
	for _, field := range s.Lit.Type.Params.List {
		names := field.Names
		if len(names) == 0 {
			names = []*ast.Ident{nil}
		}
		for _, id := range names {
			p := &Param{Type: field.Type}
			if id != nil && id.Name != "_" {
				p.Name, p.Obj = id.Name, src.Info.Defs[id]
				p.Used = src.usedIn(p.Obj, s.Lit, s.nextNode())
			}
			if index == s.Convention.Error {
				s.Err = p
			} else {
				s.Values = append(s.Values, p)
			}
			index++
		}
	}
	s.ErrAt = s.Convention.Error
	s.OnlyGood = s.Err == nil
}

// nextNode is the literal of the next step as a node that may be nil.
func (s *Step) nextNode() ast.Node {
	if s.Next == nil {
		return nil
	}
	return s.Next
}
