package main

import (
	"fmt"
	"strings"
)

// An outcome is what came of a trial.
type outcome struct {
	project    *project
	findings   []*finding
	hunks      []hunk
	complaints map[string][]string // of the source as it is, by command
	passed     int                 // tests, before and after
	compared   int                 // runs with the same events
	skipped    int                 // packages that do not compile

	// Derived:
	flat, partly, refused, missed, others int
	notes, wrong                          []string
}

func (r *outcome) note(format string, args ...any) {
	r.notes = append(r.notes, strings.TrimRight(fmt.Sprintf(format, args...), "\n"))
}

func (r *outcome) fail(format string, args ...any) {
	r.wrong = append(r.wrong, strings.TrimSpace(fmt.Sprintf(format, args...)))
}

// judge compares what was found with what there is.
func (r *outcome) judge() {
	if r.project.Nested {
		r.judgeNested()
		return
	}
	trees, err := parseSpans(r.project.Trees)
	if err != nil {
		r.fail("%v", err)
	}
	for _, tree := range trees {
		r.judgeTree(tree)
	}
	if rewritten := r.flat + r.partly; rewritten < r.project.Want {
		r.fail("%d trees are rewritten, at least %d should be", rewritten, r.project.Want)
	}
	r.judgeOthers()
}

// judgeNested counts what was found in nested code, all of which are pyramids. A project
// that does not compile any more, or has none, shows nothing.
func (r *outcome) judgeNested() {
	for _, f := range r.findings {
		switch {
		case f.reason != "":
			r.refused++
			r.note("refused  %s", f)
		case len(f.nested) > 0:
			r.partly++
		default:
			r.flat++
		}
	}
	if r.flat == 0 || r.skipped > 0 {
		r.fail("%d pyramids are flattened, and %d packages do not compile", r.flat, r.skipped)
	}
}

// judgeTree counts a tree.
func (r *outcome) judgeTree(tree span) {
	var within []*finding
	whole, fixed := false, false
	for _, f := range r.findings {
		if !tree.has(f.file, f.line) {
			continue
		}
		f.matched = true
		within = append(within, f)
		if f.reason == "" && r.changed(tree) {
			fixed = true
			whole = whole || f.depth >= tree.depth && len(f.nested) == 0
		}
	}
	switch {
	case whole:
		r.flat++
		return
	case fixed:
		r.partly++
		r.note("partly   %s (depth %d)", tree, tree.depth)
	case len(within) > 0:
		r.refused++
		r.note("refused  %s (depth %d)", tree, tree.depth)
	default:
		r.missed++
		r.note("missed   %s (depth %d)", tree, tree.depth)
	}
	for _, f := range within {
		r.note("  %s", f)
		for _, reason := range f.nested {
			r.note("  stays: %s", reason)
		}
	}
}

// changed says whether lines of a tree were changed.
func (r *outcome) changed(tree span) bool {
	for _, h := range r.hunks {
		if h.file == tree.file && h.first <= tree.last && h.last >= tree.first {
			return true
		}
	}
	return false
}

// judgeOthers counts what was found elsewhere. In traps there must be nothing.
func (r *outcome) judgeOthers() {
	traps, err := parseSpans(r.project.Traps)
	if err != nil {
		r.fail("%v", err)
	}
	known, err := parseSpans(r.project.Others)
	if err != nil {
		r.fail("%v", err)
	}
	for _, f := range r.findings {
		if f.matched {
			continue
		}
		r.others++
		within := func(all []span) bool {
			for _, s := range all {
				if s.has(f.file, f.line) {
					return true
				}
			}
			return false
		}
		switch {
		case within(traps):
			r.fail("what looks like a pyramid is taken for one: %s", f)
		case within(known):
			r.note("another  %s", f)
		default:
			r.fail("not known to be a pyramid: %s", f)
		}
	}
}

const columns = "%-14s %5s %5s %6s %7s %6s %6s  %5s %7s  %s\n"

func printHead() {
	fmt.Printf(columns, "project", "trees", "flat", "partly", "refused", "missed", "others",
		"tests", "traces", "verdict")
}

func (r *outcome) printLine() {
	number := func(n int) string { return fmt.Sprint(n) }
	verdict := "ok"
	if len(r.wrong) > 0 {
		verdict = fmt.Sprintf("%d wrong", len(r.wrong))
	}
	if r.skipped > 0 {
		verdict += fmt.Sprintf(", %d packages do not compile", r.skipped)
	}
	fmt.Printf(columns, r.project.Name, number(len(r.project.Trees)), number(r.flat), number(r.partly),
		number(r.refused), number(r.missed), number(r.others), number(r.passed), number(r.compared), verdict)
}

func (r *outcome) printDetails() {
	if len(r.notes)+len(r.wrong) == 0 {
		return
	}
	fmt.Printf("\n%s\n", r.project.Name)
	for _, line := range r.notes {
		fmt.Println("\t" + line)
	}
	for _, line := range r.wrong {
		fmt.Println("\tWRONG    " + strings.ReplaceAll(line, "\n", "\n\t         "))
	}
}
