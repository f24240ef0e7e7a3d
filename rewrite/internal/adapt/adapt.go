package adapt

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/build/constraint"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// An Operation is what gets an adapter.
type Operation struct {
	*chain.Operation
	Pos token.Position // of the declaration
	Doc string         // the declaration's documentation, without directives

	Succeeds bool // the continuation is called with nothing but a nil error, somewhere

	Body *Body // what is written instead of a launch, nil for none
}

// A Package is where the adapters are to stand.
type Package struct {
	Types    *types.Package
	Builds   constraint.Expr           // that the file is for, nil for all
	Declared map[string]token.Position // what its other files declare: Name or Type.Name
	Names    map[string]Name           // that adapters have already, by the keys of the operations
}

// A Finding is an operation that gets no adapter.
type Finding struct {
	Pos  token.Position
	Text string // what, why, and what can be done
}

// String is the finding with its place.
func (f Finding) String() string { return fmt.Sprintf("%v: %s", f.Pos, f.Text) }

// A File is a file of adapters.
type File struct {
	Text     []byte // nil when there is nothing to adapt
	Findings []Finding
	Names    map[string]string // of the adapters, by the key of the operation: Name or Type.Name

	spans []span
}

// A span is the part of a file that stands for one operation.
type span struct {
	from, to int // lines
	op       *Operation
}

// At returns the operation that a line of the file belongs to, nil for none.
func (f *File) At(line int) *Operation {
	for _, s := range f.spans {
		if s.from <= line && line <= s.to {
			return s.op
		}
	}
	return nil
}

// Write writes the adapters of operations, in the order of their keys.
func Write(pkg *Package, ops []*Operation) (*File, error) {
	w := &writer{pkg: pkg, file: new(File), imports: newImports()}
	ops = slices.Clone(ops)
	slices.SortFunc(ops, func(a, b *Operation) int { return cmp.Compare(a.Key(), b.Key()) })
	for _, op := range ops {
		w.plan(op)
	}
	w.name()
	w.file.Names = make(map[string]string)
	for _, a := range w.adapters {
		w.file.Names[a.op.Key()] = a.label()
	}
	if len(w.adapters) == 0 {
		return w.file, nil
	}
	if err := w.render(); err != nil {
		return nil, err
	}
	return w.file, nil
}

// A writer writes one file.
type writer struct {
	pkg      *Package
	file     *File
	imports  *imports
	adapters []*adapter
}

// plan adds an adapter for the operation, or a finding.
func (w *writer) plan(op *Operation) {
	a, err := newAdapter(w.pkg.Types, op)
	switch {
	case errors.Is(err, errHidden):
		return
	case err != nil:
		w.find(op, "%s gets no adapter: %v", op.Name(), err)
		return
	}
	w.adapters = append(w.adapters, a)
}

func (w *writer) find(op *Operation, format string, args ...any) {
	w.file.Findings = append(w.file.Findings, Finding{op.Pos, fmt.Sprintf(format, args...)})
}

// name names the adapters. Those that have a name keep it. Of the others, functions that would
// have the name of another one get the types' or packages' names in front, and if that is
// not enough both.
func (w *writer) name() {
	for _, a := range w.adapters {
		w.keep(a)
	}
	const most = 2
	for range most {
		count := make(map[string]int)
		for _, a := range w.adapters {
			count[a.label()]++
		}
		for _, a := range w.adapters {
			if count[a.label()] > 1 && !a.method && a.kept.Func == "" {
				a.prefixes++
			}
		}
	}
	taken, named := make(map[string]*adapter), make(map[*adapter]bool)
	for _, has := range []bool{true, false} { // who has a name comes first
		for _, a := range w.adapters {
			if (a.kept != Name{}) == has {
				named[a] = w.claim(a, taken)
			}
		}
	}
	w.adapters = slices.DeleteFunc(w.adapters, func(a *adapter) bool { return !named[a] })
}

// claim reserves the names that an adapter declares, or reports who has them.
func (w *writer) claim(a *adapter, taken map[string]*adapter) bool {
	labels := []string{a.label()}
	if a.result != nil {
		a.result.name = w.resultName(a, taken)
		labels = append(labels, a.result.name)
	}
	for _, label := range labels {
		if at, ok := w.pkg.Declared[label]; ok {
			w.find(a.op, "%s gets no adapter: %s is declared at %v; rename one of them,"+
				" or put %s into the doc comment of %[2]s if it is the adapter",
				a.op.Name(), label, at, directive(a.op))
			return false
		}
		if other := taken[label]; other != nil {
			w.find(a.op, "%s gets no adapter: that of %s has the name %s already;"+
				" select one of them with -type or -func", a.op.Name(), other.op.Key(), label)
			return false
		}
	}
	for _, label := range labels {
		taken[label] = a
	}
	return true
}

// resultName names the struct that several values come as.
func (w *writer) resultName(a *adapter, taken map[string]*adapter) string {
	free := func(name string) bool {
		_, declared := w.pkg.Declared[name]
		return !declared && taken[name] == nil
	}
	if a.kept.Result != "" && free(a.kept.Result) {
		return a.kept.Result
	}
	for _, suffix := range []string{"Result", "Values"} {
		if name := a.base() + suffix; free(name) {
			return name
		}
	}
	return a.base() + "PromiseResult"
}

// directiveWord begins the comment that says what an adapter adapts.
const directiveWord = "//unnest:adapts"

func directive(op *Operation) string { return directiveWord + " " + op.Key() }

// spread finds the lines of the adapters in the text: from the end of the one
// before to the last line before the documentation of the next.
func (f *File) spread(adapters []*adapter) {
	start := 1
	for i, a := range adapters {
		last := bytes.Count(f.Text, []byte("\n"))
		if i+1 < len(adapters) {
			last = f.line(adapters[i+1]) - 1
		}
		f.spans = append(f.spans, span{start, last, a.op})
		start = last + 1
	}
}

// line is the one on which the adapter is documented as one.
func (f *File) line(a *adapter) int {
	at := bytes.Index(f.Text, []byte("\n"+directive(a.op)+"\n"))
	return 2 + bytes.Count(f.Text[:max(at, 0)], []byte("\n"))
}
