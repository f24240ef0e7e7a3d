// Package bugs finds mistakes in code that passes continuations.
//
// In go the syntax and types of a package and what is known of its
// continuations; out come diagnostics. It must not guess: where code may be
// right for a reason that cannot be seen, a rule is silent.
package bugs

import (
	"go/ast"
	"go/types"
	"iter"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/cfg"

	"github.com/unnest-go/unnest/analyzer/internal/cps"
)

// A Rule finds one kind of mistake.
type Rule struct {
	Name string // of the analyzer
	Doc  string // in one line
	find func(*Package)
}

// Rules are all there are.
var Rules = []*Rule{
	twiceSettled, neverSettled, unreadError, wrongError,
	settledUnderLock, blockedLoop, lostPromise, contextIgnored,
}

// A Package is what rules look at, and what they have found out on the way. One
// rule at a time may use it.
type Package struct {
	Pass  *analysis.Pass // of the rule
	Index *cps.Index
	Root  inspector.Cursor

	known         map[*types.Var]*completion    // nil for what is none
	completions   func() []*completion          // all there are
	continuations func() []continuation         // all there are
	decls         map[*types.Func]*ast.FuncDecl // see declarations
	graphs        map[*ast.BlockStmt]*cfg.CFG   // see graph
	effects       map[*ast.BlockStmt]effect     // see effect
	origins       map[*types.Var]origin         // see origin
}

// NewPackage returns a package of which nothing is known but its continuations.
func NewPackage(index *cps.Index, root inspector.Cursor) *Package {
	p := &Package{
		Index: index, Root: root,
		known: make(map[*types.Var]*completion), graphs: make(map[*ast.BlockStmt]*cfg.CFG),
		effects: make(map[*ast.BlockStmt]effect), origins: make(map[*types.Var]origin),
	}
	p.completions = sync.OnceValue(p.findCompletions)
	p.continuations = sync.OnceValue(p.findContinuations)
	return p
}

// Report reports what a rule finds in a package.
func (r *Rule) Report(pass *analysis.Pass, p *Package) {
	report := pass.Report
	defer func() { pass.Report = report }()
	pass.Report = func(d analysis.Diagnostic) {
		d.Category = r.Name
		report(d)
	}
	p.Pass = pass
	r.find(p)
}

// written yields the files that people write. In others there is nobody to
// tell of a mistake.
func (p *Package) written() iter.Seq[inspector.Cursor] {
	return func(yield func(inspector.Cursor) bool) {
		for file := range p.Root.Preorder((*ast.File)(nil)) {
			if !ast.IsGenerated(file.Node().(*ast.File)) && !yield(file) {
				return
			}
		}
	}
}

// A continuation is a literal that is called at most once, with the call that
// it is given to.
type continuation struct {
	lit    *ast.FuncLit
	launch inspector.Cursor
}

// findContinuations lists the literals that are one-shot continuations.
func (p *Package) findContinuations() []continuation {
	var all []continuation
	for file := range p.written() {
		for call := range file.Preorder((*ast.CallExpr)(nil)) {
			for _, l := range p.Index.Launch(call.Node().(*ast.CallExpr)) {
				if l.Lit != nil {
					all = append(all, continuation{l.Lit, call})
				}
			}
		}
	}
	return all
}

// isFailure says whether a type is error, or a pointer that is one.
func isFailure(t types.Type) bool {
	err := types.Universe.Lookup("error").Type()
	_, pointer := types.Unalias(t).(*types.Pointer)
	return types.Identical(t, err) || pointer && types.Implements(t, err.Underlying().(*types.Interface))
}
