package rewrite

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/rewrite/internal/emit"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// files keeps what is known of the files of a package.
type files struct {
	pass    *analysis.Pass
	sources map[*ast.File]*plan.Source
	names   map[*ast.File]*plan.Names

	adapters map[string][]*types.Func
	single   func(*plan.Part) bool // whether a part of one step is rewritten; nil for none
}

func newFiles(pass *analysis.Pass, adapters map[string][]*types.Func) *files {
	return &files{
		pass: pass, adapters: adapters,
		sources: make(map[*ast.File]*plan.Source), names: make(map[*ast.File]*plan.Names),
	}
}

// source reads a file once.
func (f *files) source(file *ast.File) (*plan.Source, error) {
	if src := f.sources[file]; src != nil {
		return src, nil
	}
	name := f.pass.Fset.File(file.FileStart).Name()
	text, err := f.pass.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the file of a finding: %w", err)
	}
	src := plan.NewSource(f.pass.Fset, f.pass.Pkg, f.pass.TypesInfo, file, text)
	src.Adapters = f.adapters
	f.sources[file] = src
	f.names[file] = plan.NewNames()
	return src, nil
}

// rewrite proposes edits for a finding.
func (f *files) rewrite(finding *chain.Finding) (*Rewrite, error) {
	r := &Rewrite{Finding: finding, Refusal: finding.Refusal}
	if finding.Refused() {
		return r, nil
	}
	src, err := f.source(finding.Chain.File)
	if err != nil {
		return nil, err
	}
	pkg, imports := importPromise(src)
	w := &rewriter{
		src: src, pkg: pkg, splicer: emit.NewSplicer(src),
		names: f.names[finding.Chain.File].Finding(), result: r, single: f.single,
	}
	w.finding(finding)
	for _, part := range w.parts {
		w.edits = append(w.edits, part.Edit())
		w.edits = append(w.edits, part.Also()...)
	}
	for _, e := range outermost(w.edits) {
		r.Edits = append(r.Edits, analysis.TextEdit{Pos: e.From, End: e.To, NewText: []byte(w.format(e))})
	}
	uses := func(e analysis.TextEdit) bool { return bytes.Contains(e.NewText, []byte(pkg+".")) }
	if slices.ContainsFunc(r.Edits, uses) {
		r.Edits = append(r.Edits, imports...) // a chain of adapters only does not need it
	}
	slices.SortFunc(r.Edits, func(a, b analysis.TextEdit) int { return cmp.Compare(a.Pos, b.Pos) })
	return r, nil
}

// A rewriter rewrites one finding.
type rewriter struct {
	src     *plan.Source
	pkg     string
	splicer *emit.Splicer
	names   *plan.Names
	parts   []*emit.Writer // the innermost first, because the text of the outer ones contains them
	edits   []emit.Edit
	result  *Rewrite
	single  func(*plan.Part) bool
}

// finding plans the parts of a chain, the innermost first.
func (w *rewriter) finding(f *chain.Finding) {
	for _, inner := range slices.Backward(f.Inner) {
		w.finding(inner)
	}
	for _, steps := range slices.Backward(w.runs(f)) {
		tail := f.Chain.Tail
		if steps[len(steps)-1] != f.Chain.Last() {
			tail = nil
		}
		part := plan.New(w.src, steps, tail, w.names)
		if len(steps) == 1 && !w.single(part) {
			continue
		}
		w.parts = append(w.parts, w.splicer.Enter(part, w.pkg))
		w.result.Strategies = append(part.Explain(), w.result.Strategies...)
	}
}

// runs lists the runs of steps that may become chains.
func (w *rewriter) runs(f *chain.Finding) [][]*chain.Step {
	if w.single != nil {
		return f.Runs(1)
	}
	return f.Parts()
}

// outermost drops the edits that the text of others contains already.
func outermost(edits []emit.Edit) []emit.Edit {
	return slices.DeleteFunc(slices.Clone(edits), func(e emit.Edit) bool {
		return slices.ContainsFunc(edits, func(o emit.Edit) bool {
			return o != e && o.From <= e.From && e.To <= o.To
		})
	})
}
