// Corpora tries the command on real programs: those in which nested callbacks
// are known to be pyramids, and those in which they are known not to be.
//
//	go run ./scripts/corpora [flags] [names of projects]
//
// A project of the table is taken from the module proxy. What is no module is
// described in a file of rows, which -rows names: a JSON list of objects with the
// fields of [project], where Dir is the directory of the source.
//
// Each project is copied, made to import the runtime of this checkout, and
// flattened with -fix. Then it must build and pass vet and its offline tests
// as before, a second run must be silent, and nothing but the pyramids and
// imports may have changed. With -signatures more changes, and a second run may find
// functions whose callees have come to return promises: both is not looked at. One line
// tells of the pyramids:
//
//	trees      pyramids of two levels and more that a reader has found
//	flat       of these, flattened as a whole
//	partly     flattened in parts
//	refused    left alone with a reason
//	missed     not found
//	others     findings elsewhere
//
// With -nest straight code is nested at random first, by [nest.Module], and must do the
// same flattened as it does nested. What counts is how many findings are flattened, and
// how many refused; one whose text turns out to be wrong when it is written is a fault.
//
// Details of what is not flat, and of what is wrong, follow. The exit status is
// 1 when something is wrong: a check fails, something is found in a project
// in which there is nothing, or fewer trees are rewritten than the row wants.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	var o options
	flag.StringVar(&o.rows, "rows", "", "`file` of further projects")
	flag.StringVar(&o.keep, "keep", "", "`directory` for the flattened copies, which then stay")
	flag.BoolVar(&o.tests, "tests", true, "run the projects' offline tests before and after")
	flag.BoolVar(&o.clean, "clean", false, "look into the projects without pyramids instead")
	flag.Uint64Var(&o.nest, "nest", 0, "nest code that is straight instead, as the `seed` has it")
	flag.BoolVar(&o.signatures, "signatures", false, "let functions return promises, too")
	flag.BoolVar(&o.traces, "traces", true, "compare the events of gocbcore's transactions before and after")
	flag.IntVar(&o.runs, "runs", 8000, "compare about `N` runs of them")
	flag.Parse()
	ok, err := o.run(flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "corpora:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

type options struct {
	rows, keep           string
	tests, clean, traces bool
	nest                 uint64
	signatures           bool
	runs                 int
}

// run tries the named projects, or all, and says whether all is well.
func (o *options) run(names []string) (bool, error) {
	projects, err := o.projects(names)
	if err != nil {
		return false, err
	}
	dir := o.keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "corpora"); err != nil {
			return false, err
		}
		defer func() { _ = os.RemoveAll(dir) }() // the system cleans up what stays
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return false, err
	}
	tool, err := build(dir)
	if err != nil {
		return false, err
	}
	ok := true
	printHead()
	var all []*outcome
	for _, p := range projects {
		result := o.try(&trial{project: p, tool: tool, dir: filepath.Join(dir, p.Name)})
		result.printLine()
		ok = ok && len(result.wrong) == 0
		all = append(all, result)
	}
	for _, result := range all {
		result.printDetails()
	}
	return ok, nil
}

// projects are those that are asked for.
func (o *options) projects(names []string) ([]*project, error) {
	all := slices.Concat(table, clean, nested)
	goroot, err := output(".", "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	if o.rows != "" {
		more, err := readRows(o.rows)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	var chosen []*project
	for i := range all {
		p := &all[i]
		p.Dir = strings.Replace(p.Dir, "$GOROOT", string(bytes.TrimSpace(goroot)), 1)
		asked := len(names) == 0 && p.Clean == o.clean && p.Nested == (o.nest > 0)
		if asked || slices.Contains(names, p.Name) {
			chosen = append(chosen, p)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(chosen, func(p *project) bool { return p.Name == name }) {
			return nil, fmt.Errorf("no project has the name %q; a file of rows is given with -rows", name)
		}
	}
	return chosen, nil
}

// try does all that is to be done with one project. An error of the attempt is
// something wrong with the project, so that the others go on.
func (o *options) try(t *trial) *outcome {
	result := &outcome{project: t.project}
	for _, step := range o.steps(t) {
		if err := step(result); err != nil {
			result.fail("%v", err)
			break
		}
	}
	result.judge()
	return result
}

// steps are what is done with a project.
func (o *options) steps(t *trial) []func(*outcome) error {
	steps := []func(*outcome) error{t.copy, t.prepare}
	if t.project.Clean {
		return append(steps, t.find)
	}
	if t.project.Nested {
		steps = append(steps, func(r *outcome) error { return t.nest(r, o.nest) })
	}
	steps = append(steps, t.before, t.find)
	if o.signatures {
		t.flags = []string{"-signatures"}
		if t.project.Traces != "" {
			steps = append(steps, t.recorders)
		}
	}
	steps = append(steps, t.fix)
	if !o.signatures {
		steps = append(steps, t.again)
	}
	if !t.project.Nested {
		steps = append(steps, t.diff)
	}
	steps = append(steps, t.after)
	if o.tests {
		steps = append(steps, t.tests)
	}
	if o.traces && t.project.Traces != "" {
		steps = append(steps, func(r *outcome) error { return t.traces(r, o.runs) })
	}
	return steps
}
