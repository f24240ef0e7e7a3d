package analyzer

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/analyzer/internal/adapters"
	"github.com/unnest-go/unnest/analyzer/internal/askers"
	"github.com/unnest-go/unnest/analyzer/internal/bugs"
	"github.com/unnest-go/unnest/analyzer/internal/build"
	"github.com/unnest-go/unnest/analyzer/internal/cps"
	"github.com/unnest-go/unnest/analyzer/internal/keep"
	"github.com/unnest-go/unnest/analyzer/internal/otherbuilds"
	"github.com/unnest-go/unnest/analyzer/internal/safety"
	"github.com/unnest-go/unnest/analyzer/internal/sentinels"
	"github.com/unnest-go/unnest/analyzer/internal/standard"
	"github.com/unnest-go/unnest/internal/syntax"
)

// Config is what a user can set.
type Config struct {
	Depth  int      // the smallest depth that is reported; 0 means 2
	Once   []string // patterns of functions that call back at most once, such as 'path/to/pkg.Type.Method'
	Assume bool     // take assumed one-shot continuations as known

	// What front doors report, which is for these to see to: mistakes of these
	// kinds instead of pyramids, or beside them.
	Bugs     []string
	Pyramids bool

	// What comments such as //nolint:unnest keep is found like the rest: for what changes nothing
	// at their place.
	Kept bool

	// The driver is golangci-lint, which drops what is reported in the line of a nolint comment. It
	// is told of what these comments keep, without a fix, since it says of others that they are
	// useless. What other comments keep it is not told of, for it does not read them.
	Nolint bool

	// Bodies of other packages, for a driver that does not run on all that is imported: what is
	// known of functions without a callback comes from these then, when somebody asks. It is nil
	// where facts tell. Several goroutines may ask at once.
	Bodies *syntax.Bodies

	// Single callbacks are found as well, as chains of one step: for a rewriting
	// of what they are given to.
	Single bool
}

// Result is what the analyzer finds in a package.
type Result struct {
	Findings []*chain.Finding         // in source order
	Adapters map[string][]*types.Func // functions in sight that return an operation as a promise, by its key
	Shims    map[string]bool          // keys of operations that only settle the promise of their adapter
	Settled  map[*types.Func]bool     // adapters whose promise may have settled: no chain begins with them
	Unset    map[types.Object]bool    // variables of imported packages with names of errors that may be nil
	Callers  *syntax.Callers          // functions in sight that ask by whom they are called

	files    []inspector.Cursor
	comments func(pos token.Pos) keep.Comments
	mu       sync.Mutex // for the analyzers of mistakes, which may run at the same time: an index remembers
	index    *cps.Index
	pyramids *build.Package
	assume   bool
	nolint   bool
	warnings []analysis.Diagnostic

	mistakes *bugs.Package // what the analyzers of mistakes have in common, nil before the first
}

// Operations lists the functions that the package declares and that take
// a one-shot continuation, by name.
func (r *Result) Operations() []*chain.Operation { return r.index.Operations(r.assume) }

// Inherited lists those that other packages call by way of an exported type only: of
// a method that it has from a type that they cannot name.
func (r *Result) Inherited() []*chain.Operation { return r.index.Inherited(r.assume) }

// Unmatched lists the patterns of Config.Once that mean nothing that the package
// declares or calls. Who examines several packages reports those that are
// unmatched in all of them.
func (r *Result) Unmatched() []string { return r.index.Unmatched() }

// Declined lists the callbacks that look like parts of a pyramid and are none, in
// source order. It is found out when it is asked for.
func (r *Result) Declined() []*chain.Declined {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []*chain.Declined
	for _, file := range r.files {
		all = append(all, r.pyramids.Declined(file, r.assume)...)
	}
	return slices.DeleteFunc(all, func(d *chain.Declined) bool { return r.Kept(d.Call.Pos()) })
}

// Nearest is the name of an operation in sight that is most like a pattern,
// empty when none is.
func (r *Result) Nearest(pattern string) string { return r.index.Nearest(pattern) }

// New returns an analyzer that finds pyramids. It reports nothing by itself:
// its result is for package rewrite and other analyzers that require it.
func New(cfg Config) *analysis.Analyzer { return NewFrom(&cfg) }

// defaultDepth is the Depth of a configuration that has none, and the least: one callback is
// nested in nothing.
const defaultDepth = 2

// NewFrom is New for a configuration that may change until the analyzer runs,
// because flags set it.
func NewFrom(cfg *Config) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     "pyramids",
		Doc:      "find nested one-shot continuations",
		Requires: []*analysis.Analyzer{inspect.Analyzer},
		FactTypes: []analysis.Fact{
			(*cps.OneShot)(nil), (*cps.Outspoken)(nil), (*adapters.Fact)(nil), (*sentinels.Fact)(nil),
			(*askers.Fact)(nil),
		},
		ResultType: reflect.TypeFor[*Result](),
		Run:        func(pass *analysis.Pass) (any, error) { return run(pass, cfg) },
	}
}

func run(pass *analysis.Pass, cfg *Config) (any, error) {
	pass = standard.Pass(pass)
	var complaints []analysis.Diagnostic
	own := *pass
	own.Report = func(d analysis.Diagnostic) { complaints = append(complaints, d) }
	index, err := cps.Infer(&own, &cps.Config{Once: cfg.Once, Bodies: cfg.Bodies})
	if err != nil {
		return nil, err
	}
	result := &Result{index: index, assume: cfg.Assume, nolint: cfg.Nolint}
	if pass.TypesInfo == nil {
		return result, nil // declarations only
	}
	result.comments = keepers(pass, cfg)
	adapters.Misfits(pass, func(c *ast.Comment, text string) {
		complaints = append(complaints, directiveAt(c, adapters.Directive+": "+text))
	})
	result.warn(pass.Files, complaints)
	found := adapters.Find(pass)
	result.Adapters, result.Shims, result.Settled = found.Of, found.Shims, found.Settled
	result.Unset = sentinels.Find(pass)
	result.Callers = askers.Find(pass, cfg.Bodies)
	checker := &safety.Checker{
		Pkg: pass.Pkg, Info: pass.TypesInfo, Fset: pass.Fset, Assume: cfg.Assume, Kept: result.Kept,
		Named:   func(pos token.Pos) bool { return result.comments(pos).Name(toolName) },
		Callers: result.Callers,
		Builds: &otherbuilds.Finder{
			Pkg: pass.Pkg, Fset: pass.Fset, Info: pass.TypesInfo, Files: pass.Files,
		},
	}
	root := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()
	least := build.Least{Depth: cmp.Or(cfg.Depth, defaultDepth), Outcomes: defaultDepth}
	if cfg.Single {
		least = build.Least{Depth: 1, Outcomes: 1}
	}
	result.pyramids = &build.Package{
		Info: pass.TypesInfo, Index: index, Callers: result.Callers, Least: least,
	}
	for file := range root.Preorder((*ast.File)(nil)) {
		result.files = append(result.files, file)
		for _, c := range result.pyramids.Chains(file) {
			result.Findings = append(result.Findings, checker.Check(c))
		}
	}
	return result, nil
}
