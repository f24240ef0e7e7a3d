package rewrite_test

import (
	"encoding/json"
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/checker"

	"github.com/unnest-go/unnest/rewrite/internal/progen"
)

// A claim is what the analyzer found out about an operation that a program declares.
type claim struct {
	program *progen.Program
	callee  string
	text    string // of the fact, about one parameter
}

// A probe is what the operation was seen to do, in many rounds.
type probe struct {
	Most                       int // calls of its continuation after one launch
	Early, Late, Beside, Error bool
}

// probeRounds is how often an operation runs before it is believed to do something at
// most once.
const probeRounds = 32

// calleeName is how programs call the operations that they declare.
var calleeName = regexp.MustCompile(`^(p\d+(?:x\d+)?)Work\d+$`)

// claim collects what an analysis says of the operations that programs declare.
func (r *round) claim(b *batch, graph *checker.Graph) {
	for act := range graph.All() {
		for _, fact := range act.AllObjectFacts() {
			name := fact.Object.Name()
			if !calleeName.MatchString(name) {
				continue
			}
			for _, p := range b.programs {
				if p.Name == calleeName.FindStringSubmatch(name)[1] {
					r.claims = append(r.claims, claim{p, name, fmt.Sprint(fact.Fact)})
				}
			}
		}
	}
}

// judge compares what was claimed of an operation with what it was seen to do.
func (r *round) judge(callee, seen string) {
	var p probe
	if err := json.Unmarshal([]byte(seen), &p); err != nil {
		panic(err)
	}
	said := make(map[string]bool)
	for _, c := range r.claims {
		if c.callee != callee || said[c.text] {
			continue
		}
		said[c.text] = true
		r.counts["operations: "+c.kind(p)]++
		if what := refuted(c.text, p); what != "" {
			r.fail(c.program, "proof", "%s %s, but: %s", callee, what, c.text)
		}
	}
}

// kind sums up what is known of an operation.
func (c claim) kind(p probe) string {
	proven := "not proven"
	if strings.Contains(c.text, "k once ") {
		proven = "proven"
	}
	if p.Most > 1 {
		return "multi-shot, " + proven
	}
	return "one-shot, " + proven
}

// denials says how the words of a fact are refuted. They are about the one parameter of
// function type.
var denials = []struct {
	words   []string // in the text of the fact
	refuted func(p probe) bool
	what    string
}{
	{[]string{"k once "}, func(p probe) bool { return p.Most > 1 }, "calls back more than once"},
	{[]string{"k never called"}, func(p probe) bool { return p.Most > 0 }, "calls back"},
	{[]string{"k once at once"}, func(p probe) bool { return p.Late }, "calls back after it returned"},
	{[]string{"k once later"}, func(p probe) bool { return p.Early }, "calls back before it returns"},
	{[]string{", exclusive"}, func(p probe) bool { return p.Beside }, "delivers a value beside an error"},
}

// refuted says what is wrong with the fact about an operation, nothing if nothing is.
func refuted(text string, p probe) string {
	for _, d := range denials {
		said := !slices.ContainsFunc(d.words, func(w string) bool { return !strings.Contains(text, w) })
		if said && d.refuted(p) {
			return d.what
		}
	}
	if p.Error && strings.Contains(text, "k once ") && !strings.Contains(text, "called beside an error") {
		return "calls back although it returns an error"
	}
	return ""
}

// observers writes the table of the operations that programs of a package declare, to
// be launched.
func observers(pkg *types.Package) string {
	var text strings.Builder
	for _, name := range pkg.Scope().Names() {
		fn, ok := pkg.Scope().Lookup(name).(*types.Func)
		if !ok || !calleeName.MatchString(name) {
			continue
		}
		fmt.Fprintf(&text, "\t{%q, func(told func(bool, error)) error {\n%s\n\t}},\n", name, launchOf(fn))
	}
	return text.String()
}

// launchOf writes the launch of an operation with a continuation that tells of itself.
func launchOf(fn *types.Func) string {
	k := fn.Signature().Params().At(1).Type().Underlying().(*types.Signature)
	zero, err := "true", "nil"
	var params []string
	for i := range k.Params().Len() {
		t := types.TypeString(k.Params().At(i).Type(), func(*types.Package) string { return "" })
		name := fmt.Sprintf("v%d", i)
		params = append(params, name+" "+t)
		if t == "error" {
			err = name
		} else {
			zero = fmt.Sprintf("Zero(%s)", name)
		}
	}
	call := fmt.Sprintf("%s(1, func(%s) { told(%s, %s) })", fn.Name(), strings.Join(params, ", "), zero, err)
	if fn.Signature().Results().Len() > 0 {
		return "\t\treturn " + call
	}
	return "\t\t" + call + "\n\t\treturn nil"
}
