package cps

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A OneShot is the fact about a function: what it does with the functions
// that it is given.
//
// On a field, a variable or a type name it says what was declared of it.
//
// Invariant: Params are sorted by Index, then Field.
type OneShot struct {
	Params []Param
}

// A Param is what is known of one parameter of function type.
type Param struct {
	Index     int          // in the signature; [Itself] for a field or type that is a continuation
	Field     string       // the field of a struct parameter, "" for the parameter itself
	Name      string       // for people
	Verdict   Verdict      // what the body does with it
	Declared  bool         // a directive says that it is one-shot
	Timing    chain.Timing // when it is called
	NilTested bool         // nil is a legal value
	Relies    bool         // it goes, as it is, where no code tells what becomes of it
	Spawned   bool         // it is only started elsewhere, nothing is done before
	Busy      bool         // the function does something else before it calls at once
	Reports   bool         // it may be called although the function returns an error
	Idle      bool         // it is never called
	Exclusive bool         // it gets no value beside an error
	Parting   bool         // nothing happens on the goroutine after it is called
	Timer     bool         // it is called by a timer that the function returns
	Why       string       // the use that decided
}

// Itself is the Index of a declared field, variable or type that is a
// continuation, rather than a function that takes one.
const Itself = -1

// A Verdict says how a function uses one of its parameters. Greater is worse.
type Verdict uint8

// The verdicts.
const (
	Once Verdict = iota // called at most once on every path, not used otherwise
	Lost                // goes where it cannot be followed
	Kept                // is put where something else may find and call it
	Many                // may be called more than once
)

// String is the word for the verdict.
func (v Verdict) String() string {
	return [...]string{"once", "lost", "kept", "many"}[v]
}

// AFact marks OneShot as a fact.
func (*OneShot) AFact() {}

// String lists the parameters.
func (f *OneShot) String() string {
	var texts []string
	for _, p := range f.Params {
		texts = append(texts, p.String())
	}
	return strings.Join(texts, "; ")
}

// String is the name of the parameter with what is known of it.
func (p Param) String() string {
	var b strings.Builder
	b.WriteString(p.Name)
	if p.Declared {
		b.WriteString(" declared")
	}
	switch {
	case p.Idle:
		b.WriteString(" never called")
	case p.Verdict == Once:
		fmt.Fprintf(&b, " once %s", p.Timing)
	default:
		fmt.Fprintf(&b, " %s: %s", p.Verdict, p.Why)
	}
	if p.NilTested {
		b.WriteString(", nil-tested")
	}
	if p.Relies && p.Verdict == Once {
		b.WriteString(", by a declaration")
	}
	if p.Spawned {
		b.WriteString(", spawned")
	}
	if p.Reports {
		b.WriteString(", called beside an error")
	}
	if p.Exclusive {
		b.WriteString(", exclusive")
	}
	if p.Parting {
		b.WriteString(", parting")
	}
	if p.Timer {
		b.WriteString(", by a timer that is returned")
	}
	return b.String()
}

// param returns what the fact says about a parameter, nil when nothing.
func (f *OneShot) param(index int, field string) *Param {
	for i := range f.Params {
		if p := &f.Params[i]; p.Index == index && p.Field == field {
			return p
		}
	}
	return nil
}

// importFact returns the fact of an object of any package, nil when there is
// none.
func importFact(pass *analysis.Pass, obj types.Object) *OneShot {
	if fact := standardFact(obj); fact != nil {
		return fact
	}
	fact := new(OneShot)
	if !pass.ImportObjectFact(obj, fact) {
		return nil
	}
	return fact
}
