package rewrite

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/nils"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
	"github.com/unnest-go/unnest/rewrite/internal/promoted"
	"github.com/unnest-go/unnest/rewrite/internal/rounds"
	"github.com/unnest-go/unnest/rewrite/internal/signature"
)

// A Change is a set of edits that belong together, in one package.
type Change = signature.Change

// A Program is some packages, of which all have to be known: which callbacks may be nil at
// calls, or ask for their caller, which functions run themselves again, and what types have
// from those embedded in them.
type Program struct {
	Bodies *syntax.Bodies // of dependencies that are none of them, nil where nothing is known of these

	nils     nils.Nils
	asking   nils.Nils
	given    nils.Nils             // callbacks that other packages give
	outside  map[types.Object]bool // parameters that get them
	rounds   rounds.Rounds
	promoted promoted.Promoted
	linked   map[string]bool // symbols that directives go:linkname name
	callers  *syntax.Callers
}

// Add adds a package, before anything is asked.
func (p *Program) Add(fset *token.FileSet, pkg *types.Package, info *types.Info, files []*ast.File) {
	if p.callers == nil {
		p.callers, p.outside = syntax.NewCallers(), make(map[types.Object]bool)
		p.linked = make(map[string]bool)
		p.callers.Unmarked = true // a test is no caller that counts
		if p.Bodies != nil {
			p.callers.ReadOthers(p.Bodies)
			p.nils.Bodies = p.Bodies
		}
		p.asking.Is = p.callers.AskAs
		p.given.Is = func(info *types.Info, e ast.Expr) bool {
			id, ok := e.(*ast.Ident)
			return ok && p.outside[info.Uses[id]]
		}
	}
	for _, param := range nils.Outside(pkg, info, files) {
		p.outside[param] = true
	}
	p.callers.Add(pkg, info, files)
	p.nils.Add(fset, pkg, info, files)
	p.asking.Add(fset, pkg, info, files)
	p.given.Add(fset, pkg, info, files)
	p.rounds.Add(info, files)
	p.promoted.Add(fset, pkg, info, files)
	for _, file := range files {
		for _, names := range syntax.Linknames(file) {
			p.linked[syntax.SymbolOf(pkg, names[0])], p.linked[names[len(names)-1]] = true, true
		}
	}
}

// mayBeNil reports whether a callback may be nil: it is somewhere, or other packages may give
// it.
func (p *Program) mayBeNil(callback types.Object) bool {
	return p.nils.Has(callback) || p.outside[callback] || p.given.Has(callback)
}

// SignatureSuffix is what the name of a function that returns the promise has
// more than that of the one with the callback.
const SignatureSuffix = signature.Suffix

// A Stage is a kind of change. All changes of one stage are made before those
// of the next are looked for, in all packages that import each other.
type Stage int

// The stages of changing signatures.
const (
	Declare Stage = iota // functions that return a promise, and shims
	Flatten              // pyramids, and callbacks that are given to shims
	Settle               // other callers of shims
	Adopt                // links that settle a promise
	Tidy                 // promises of promises
	Rename               // functions whose shim nobody calls
	stages
)

// Signatures is what the analyzer of NewSignatures proposes for a package.
type Signatures struct {
	Functions []*Signature     // that take a completion, in source order
	Rewrites  []*Rewrite       // of pyramids and single callbacks
	Found     *analyzer.Result // what they come from

	Stages [stages][]*Change
}

// A Signature is a function that takes a completion, and what becomes of it.
type Signature struct {
	Func    *types.Func
	Name    string         // of the function that returns a promise
	Refusal *chain.Refusal // why it stays, nil when it does not
	Flat    *chain.Refusal // why it stays even when all that can be is flattened, nil when it does not

	judged *signature.Function
}

// NewSignatures returns an analyzer that reports nothing and whose result is a
// *Signatures: functions with a completion as their last parameter are to return
// a promise, and their callers to follow.
//
// Of whole, which may be nil, come the calls without a callback in other packages, and
// rounds that lead through them.
func NewSignatures(cfg analyzer.Config, whole *Program) *analysis.Analyzer {
	begin := func(pkg *signature.Package, found *analyzer.Result, out *Signatures) error {
		pkg.Chains = make(map[*types.Func]bool)
		for key, list := range found.Adapters {
			for _, fn := range list {
				pkg.Chains[fn] = pkg.Chains[fn] || found.Shims[key]
			}
		}
		return out.declare(pkg, found.Operations())
	}
	return signaturesBy(cfg, whole, begin)
}

// NewTwins returns an analyzer whose result is a *Signatures, too, for functions
// that stand beside their operations and do what these do: the adapters of
// operations with these keys.
func NewTwins(cfg analyzer.Config, keys map[string]bool) *analysis.Analyzer {
	return signaturesBy(cfg, nil, func(pkg *signature.Package, found *analyzer.Result, _ *Signatures) error {
		pkg.Twins(found.Operations(), keys)
		return nil
	})
}

// signaturesBy makes an analyzer that finds the changes of all stages. The first
// stage is begun, and what the others need to know prepared, by a function.
func signaturesBy(
	cfg analyzer.Config, whole *Program, begin func(*signature.Package, *analyzer.Result, *Signatures) error,
) *analysis.Analyzer {
	cfg.Single = true
	finder := analyzer.New(cfg)
	return &analysis.Analyzer{
		Name:       "signatures",
		Doc:        "find functions that can return a promise",
		Requires:   []*analysis.Analyzer{finder},
		ResultType: reflect.TypeFor[*Signatures](),
		Run: func(pass *analysis.Pass) (any, error) {
			out := new(Signatures)
			if pass.TypesInfo == nil {
				return out, nil
			}
			found := pass.ResultOf[finder].(*analyzer.Result)
			out.Found = found
			for _, warning := range found.Warnings() {
				pass.Report(warning)
			}
			files := newFiles(pass, found)
			files.within(whole)
			known := cmp.Or(whole, files.known)
			pkg := &signature.Package{
				Fset: pass.Fset, Types: pass.Pkg, Info: pass.TypesInfo, Files: pass.Files,
				Adapters: found.Adapters, Shims: found.Shims, Settled: found.Settled,
				Source: files.source, Promise: files.promise, Import: files.importing,
				Here: &files.known.nils,
				Nils: &known.nils, Given: &known.given, Asking: &known.asking,
				Rounds: &known.rounds, Promoted: &known.promoted,
				Linked:    known.linked,
				Kept:      found.Kept,
				Callers:   found.Callers,
				Left:      sync.OnceValue(func() [][]byte { return left(pass) }),
				Elsewhere: func(name string) bool { return files.elsewhere().declared[name] != nil },
			}
			if err := begin(pkg, found, out); err != nil {
				return nil, err
			}
			files.adapters = pkg.Adapters
			return out, out.follow(files, pkg, found)
		},
	}
}

// follow finds the changes of the stages after the first.
func (out *Signatures) follow(files *files, pkg *signature.Package, found *analyzer.Result) error {
	if err := out.flatten(files, pkg, found); err != nil {
		return err
	}
	for stage, find := range map[Stage]func() ([]*Change, error){
		Settle: pkg.Settle, Adopt: pkg.Adopt, Tidy: pkg.Tidy, Rename: pkg.Rename,
	} {
		changes, err := find()
		if err != nil {
			return err
		}
		out.Stages[stage] = changes
	}
	for _, list := range out.Stages {
		slices.SortStableFunc(list, func(a, b *Change) int { return byPlace(pkg.Fset, a, b) })
	}
	return nil
}

// byPlace compares the places of changes. Positions alone would not do: files are read
// in any order.
func byPlace(fset *token.FileSet, a, b *Change) int {
	at, other := fset.PositionFor(a.Pos, false), fset.PositionFor(b.Pos, false)
	return cmp.Or(cmp.Compare(at.Filename, other.Filename), cmp.Compare(at.Offset, other.Offset))
}

// declare judges functions and declares those anew that are not refused.
func (out *Signatures) declare(pkg *signature.Package, ops []*chain.Operation) error {
	for _, f := range pkg.Functions(ops) {
		s := &Signature{Func: f.Op.Func, Name: f.Name, Refusal: f.Refusal, Flat: f.Refusal, judged: f}
		out.Functions = append(out.Functions, s)
		if s.Refusal != nil {
			continue
		}
		change, err := pkg.Declare(f)
		if err != nil {
			return err
		}
		out.Stages[Declare] = append(out.Stages[Declare], change)
	}
	slices.SortStableFunc(out.Functions, func(a, b *Signature) int {
		return cmp.Compare(a.Func.Pos(), b.Func.Pos())
	})
	return nil
}

// flatten rewrites pyramids, and single callbacks that are given to shims or
// that end a function which has come to return a promise.
func (out *Signatures) flatten(files *files, pkg *signature.Package, found *analyzer.Result) error {
	chains := bodies(files.pass, pkg.Chains)
	files.single = func(part *plan.Part) bool {
		step := part.Steps[0]
		if part.End == plan.EndBody && step.Convention.Error == 1 && len(step.Values) == 1 {
			return false // the literal is what Settle takes
		}
		if fn, ok := typeutil.Callee(files.pass.TypesInfo, step.Call).(*types.Func); ok &&
			step.Adapter != nil && pkg.Shims[chain.KeyOf(fn.Origin())] {
			return true
		}
		inside := slices.ContainsFunc(chains, func(decl *ast.FuncDecl) bool {
			return decl.Pos() <= part.Stmt.Pos() && part.Stmt.Pos() < decl.End() &&
				handlers(files.pass.TypesInfo, decl, part.Stmt.Pos()) <= 1
		})
		return inside && (part.End == plan.EndDelegate || part.End == plan.EndPass || part.End == plan.EndMap)
	}
	for file, findings := range byFile(found.Findings) {
		all, err := files.all(file, findings)
		if err != nil {
			return err
		}
		for _, r := range all {
			out.flattened(r)
		}
	}
	out.judgeFlat(pkg)
	return nil
}

// judgeFlat judges once more the functions that are loops, and become chains.
func (out *Signatures) judgeFlat(pkg *signature.Package) {
	loops := make(map[*types.Func]bool)
	for _, r := range out.Rewrites {
		for _, fn := range r.loops {
			loops[fn] = loops[fn] || len(r.Edits) > 0
		}
	}
	for _, s := range out.Functions {
		if loops[s.Func] {
			s.Flat = pkg.JudgeFlat(s.judged)
		}
	}
}

// handlers counts the literals around a place that are given to promises. The first is
// the body of a function that has come to return a promise. In others a single
// callback is part of a chain already, and what it calls is the chain's continuation.
func handlers(info *types.Info, decl *ast.FuncDecl, pos token.Pos) int {
	n := 0
	ast.Inspect(decl, func(node ast.Node) bool {
		if node == nil || pos < node.Pos() || node.End() <= pos {
			return false
		}
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		fn, ok := typeutil.Callee(info, call).(*types.Func)
		if ok && fn.Pkg() != nil && fn.Pkg().Path() == promisePath && pos >= call.Lparen {
			n++
		}
		return true
	})
	return n
}

// flattened adds what becomes of a pyramid or a single callback.
func (out *Signatures) flattened(r *Rewrite) {
	if len(r.Edits) == 0 && isSingle(r.Finding) || r.Refusal.Kept() {
		return
	}
	out.Rewrites = append(out.Rewrites, r)
	if len(r.Edits) > 0 {
		head := r.Finding.Chain.Head()
		out.Stages[Flatten] = append(out.Stages[Flatten],
			&Change{Pos: head.Call.Pos(), Func: head.Name, Edits: r.Edits})
	}
}

// pyramid is the least depth of what is reported as one.
const pyramid = 2

// bodies lists the declarations of functions.
func bodies(pass *analysis.Pass, funcs map[*types.Func]bool) []*ast.FuncDecl {
	var all []*ast.FuncDecl
	for _, file := range pass.Files {
		for _, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok && funcs[fn] {
				all = append(all, decl)
			}
		}
	}
	return all
}

// left reads the files of the package's directory that are not in this build: for other
// systems, with other tags, in assembly.
func left(pass *analysis.Pass) [][]byte {
	var texts [][]byte
	for _, file := range slices.Concat(pass.IgnoredFiles, pass.OtherFiles) {
		if text, err := os.ReadFile(file); err == nil { // what cannot be read cannot be built
			texts = append(texts, text)
		}
	}
	return texts
}

// Declared is the function that returns the promise within its package: Name or Type.Name.
func (s *Signature) Declared() string { return s.judged.Declared() }

// Position is where a function that takes a completion is declared.
func (s *Signature) Position(fset *token.FileSet) token.Position {
	return fset.PositionFor(s.Func.Pos(), false)
}
