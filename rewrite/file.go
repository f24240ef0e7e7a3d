package rewrite

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/emit"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// files keeps what is known of the files of a package.
type files struct {
	pass    *analysis.Pass
	sources map[*ast.File]*plan.Source
	imports map[*plan.Source]*imports
	names   map[*ast.File]*plan.Names
	known   *Program              // the package
	whole   *Program              // and all others, nil where they are not known
	unset   map[types.Object]bool // sentinel errors of other packages that may be nil
	kept    func(token.Pos) bool  // whether a comment keeps what stands there

	elsewhere func() *Listing // what the package declares in files that are not read
	reach     func() *reach   // what its files may call

	adapters map[string][]*types.Func
	settled  map[*types.Func]bool
	callers  *syntax.Callers
	single   func(*plan.Part) bool // whether a part of one outcome is rewritten; nil for none
}

func newFiles(pass *analysis.Pass, found *analyzer.Result) *files {
	known := new(Program)
	known.Add(pass.Fset, pass.Pkg, pass.TypesInfo, pass.Files)
	known.callers.Other = found.Callers.Of
	return &files{
		pass: pass, known: known,
		adapters: found.Adapters, settled: found.Settled, unset: found.Unset, kept: found.Kept,
		callers: found.Callers,
		sources: make(map[*ast.File]*plan.Source), imports: make(map[*plan.Source]*imports),
		names:     make(map[*ast.File]*plan.Names),
		elsewhere: sync.OnceValue(func() *Listing { return elsewhere(pass) }),
		reach:     sync.OnceValue(func() *reach { return newReach(pass, found.Adapters) }),
	}
}

// within notes the program that has the package, nil where it is not known.
func (f *files) within(whole *Program) {
	f.whole = whole
	if whole != nil {
		f.known.nils.Whole = &whole.nils
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
	src.Adapters, src.Settled, src.Unset, src.Kept = f.adaptersFor(file), f.settled, f.unset, f.kept
	src.Files, src.MayBeNil, src.Asks, src.AsksIn = f.pass.Files, f.mayBeNil, f.asks, f.asksIn
	f.sources[file] = src
	in := &imports{src: src, elsewhere: f.elsewhere}
	f.imports[src], src.Import = in, in.ofType
	f.names[file] = plan.NewNames(in.promise(), in.context())
	return src, nil
}

// mayBeNil reports whether a callback may be nil, in the package or, as a parameter, in all
// that is known.
func (f *files) mayBeNil(callback types.Object) bool {
	return f.known.mayBeNil(callback) || f.whole != nil &&
		(f.known.nils.In(&f.whole.nils, callback) || f.known.given.In(&f.whole.given, callback))
}

// asks reports whether a function may ask by whom it is called, in the package or, as
// a parameter, in all that is known.
func (f *files) asks(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return f.known.asking.Holds(f.pass.TypesInfo, e) ||
		ok && f.whole != nil && f.known.asking.In(&f.whole.asking, f.pass.TypesInfo.Uses[id])
}

// asksIn reports whether a call tells by whom the function is called that makes it.
func (f *files) asksIn(call *ast.CallExpr) bool { return f.callers.Ask(f.pass.TypesInfo, call) }

// promise is the name of the promise package in a file.
func (f *files) promise(src *plan.Source) string { return f.imports[src].promise() }

// importing adds the imports that edits of a file need.
func (f *files) importing(src *plan.Source, edits []analysis.TextEdit) []analysis.TextEdit {
	return f.imports[src].needed(edits)
}

// all proposes edits for the findings of a file.
func (f *files) all(file *ast.File, findings []*chain.Finding) ([]*Rewrite, error) {
	var all []*Rewrite
	src, err := f.source(file)
	if err != nil {
		return nil, err
	}
	for _, c := range clusters(src, findings, f.names[file].Finding) {
		all = append(all, f.rewrite(src, c))
	}
	return all, nil
}

// rewrite proposes edits for findings, one or those of a group.
func (f *files) rewrite(src *plan.Source, c *cluster) *Rewrite {
	finding := c.findings[0]
	r := &Rewrite{Finding: finding, Beside: c.findings[1:], Refusal: finding.Refusal}
	if finding.Refused() {
		return r
	}
	in := f.imports[src]
	w := &rewriter{
		src: src, pkg: in.promise(), context: in.context(), splicer: emit.NewSplicer(src),
		names: c.names, result: r, single: f.single,
	}
	w.cluster(c)
	for _, part := range w.parts {
		w.edits = append(w.edits, part.Edit())
		w.edits = append(w.edits, part.Also()...)
	}
	if refusal := stranded(src, w.splicer.Stranded()); refusal != nil {
		r.Refusal, r.Strategies = cmp.Or(r.Refusal, refusal), nil
		return r
	}
	for _, e := range outermost(w.edits) {
		r.Edits = append(r.Edits, analysis.TextEdit{Pos: e.From, End: e.To, NewText: []byte(w.format(e))})
	}
	r.Edits = in.needed(r.Edits)
	slices.SortFunc(r.Edits, func(a, b analysis.TextEdit) int { return cmp.Compare(a.Pos, b.Pos) })
	return r
}

// A rewriter rewrites one finding, or those of a group.
type rewriter struct {
	src     *plan.Source
	pkg     string
	context string // the context package
	splicer *emit.Splicer
	names   *plan.Names
	parts   []part // the innermost first, because the text of the outer ones contains them
	edits   []emit.Edit
	result  *Rewrite
	single  func(*plan.Part) bool
}

// A part is text that is written anew.
type part interface {
	Edit() emit.Edit
	Also() []emit.Edit
}

// cluster plans the findings of a list of statements that belong together, the
// innermost first.
func (w *rewriter) cluster(c *cluster) {
	if c.group == nil {
		for _, f := range slices.Backward(c.findings) {
			w.finding(f)
		}
	} else {
		for _, f := range slices.Backward(c.findings) {
			w.names.Carry(f.Chain.Steps)
			w.inner(f)
		}
		w.parts = append(w.parts, w.splicer.EnterGroup(c.group, w.pkg, w.context))
		w.result.Strategies = append(c.group.Explain(), w.result.Strategies...)
	}
	w.result.Strategies = append(w.result.Strategies, c.notes...)
}

// inner plans the findings in the bodies of another. What begins with a statement in which
// a step of the other is launched has to wait: that becomes something else.
func (w *rewriter) inner(f *chain.Finding) {
	apart := slices.DeleteFunc(slices.Clone(f.Inner), func(in *chain.Finding) bool {
		return slices.ContainsFunc(f.Chain.Steps, func(s *chain.Step) bool {
			head := in.Chain.Head()
			return s.Stmt == head.Stmt || head.Call.Pos() <= s.Call.Pos() && s.Call.Pos() < head.Call.End()
		})
	})
	names := func() *plan.Names { return w.names }
	for _, c := range slices.Backward(clusters(w.src, apart, names)) {
		w.cluster(c)
	}
}

// finding plans the parts of a chain, the innermost first.
func (w *rewriter) finding(f *chain.Finding) {
	for _, steps := range w.runs(f) {
		w.names.Carry(steps)
	}
	w.inner(f)
	for _, steps := range slices.Backward(w.runs(f)) {
		run := plan.Run{Steps: steps, Loops: whole(f)}
		if steps[len(steps)-1] == f.Chain.Last() {
			run.Tail, run.Round = f.Chain.Tail, f.Chain.Round
		}
		part := plan.New(w.src, run, w.names)
		if w.single != nil && chain.Outcomes(steps) < pyramid && part.Loop == nil && !w.single(part) {
			continue
		}
		if steps[0] == f.Chain.Head() && f.Chain.Recursion != nil && part.Loop == nil {
			w.unlooped(f, part)
			continue
		}
		if part.Loop != nil {
			w.parts = append(w.parts, w.splicer.EnterLoop(part, w.pkg))
			if part.Loop.EndsBehind() {
				w.result.loops = append(w.result.loops, part.Loop.Func())
			}
		} else {
			w.parts = append(w.parts, w.splicer.Enter(part, w.pkg))
		}
		w.result.Strategies = append(part.Explain(), w.result.Strategies...)
	}
}

// unlooped refuses what is a pyramid only as a loop, and cannot become one.
func (w *rewriter) unlooped(f *chain.Finding, part *plan.Part) {
	call := f.Chain.Recursion
	refusal := &chain.Refusal{
		Rule: "recursion",
		Pos:  call.Pos(),
		Text: fmt.Sprintf("%s calls itself in its callback, and %s",
			types.ExprString(call.Fun), part.NoLoop),
		Remedy: "change that to have a loop made of it",
	}
	if f == w.result.Finding {
		w.result.Refusal = refusal
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
