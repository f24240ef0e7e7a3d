// Package drive runs analyzers over loaded packages.
//
// In go packages and an analyzer; out come its results and diagnostics. It
// differs from the checker of x/tools where that one does work that is not
// needed here, or lacks what is: packages without syntax are passed over,
// facts are shared instead of copied from package to package, and a package
// whose files exist in memory only can be analyzed after those on disk.
package drive

import (
	"fmt"
	"go/types"
	"maps"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// A Session is analyzers and what they have learned so far.
type Session struct {
	targets []*analysis.Analyzer
	all     []*analysis.Analyzer // targets and what they require, requirements first
	factual []*analysis.Analyzer // those to run on dependencies, requirements first

	mu      sync.Mutex
	done    map[*packages.Package]chan struct{} // closed when the package is analyzed
	facts   map[fact]analysis.Fact
	overlay map[string][]byte // text of files that differ from those on disk
}

type fact struct {
	of  any // a types.Object or a *types.Package
	typ reflect.Type
}

// An Outcome is what the analyzers say about one package.
type Outcome struct {
	Package     *packages.Package
	Result      any                        // of the first
	Results     map[*analysis.Analyzer]any // of all
	Diagnostics []analysis.Diagnostic
	Err         error // an analyzer failed, or panicked
}

// NewSession returns a session for at least one analyzer.
func NewSession(targets ...*analysis.Analyzer) *Session {
	s := &Session{
		targets: targets,
		done:    make(map[*packages.Package]chan struct{}),
		facts:   make(map[fact]analysis.Fact),
		overlay: make(map[string][]byte),
	}
	for _, target := range targets {
		s.all = requirements(s.all, target)
	}
	for _, a := range s.all {
		if len(a.FactTypes) > 0 {
			s.factual = requirements(s.factual, a)
		}
	}
	return s
}

// requirements appends a to the list, after what it requires.
func requirements(list []*analysis.Analyzer, a *analysis.Analyzer) []*analysis.Analyzer {
	if slices.Contains(list, a) {
		return list
	}
	for _, r := range a.Requires {
		list = requirements(list, r)
	}
	return append(list, a)
}

// Overlay replaces the text of files for all packages analyzed from now on.
func (s *Session) Overlay(files map[string][]byte) { maps.Copy(s.overlay, files) }

// Run analyzes the packages, after those of their dependencies that have
// syntax and were not analyzed before, and returns the outcomes in the order
// of the packages.
func (s *Session) Run(pkgs []*packages.Package) []*Outcome {
	outcomes := make(map[*packages.Package]*Outcome)
	for _, pkg := range pkgs {
		outcomes[pkg] = &Outcome{Package: pkg}
	}
	var queue []*packages.Package
	packages.Visit(pkgs, func(pkg *packages.Package) bool {
		if s.done[pkg] != nil {
			return false
		}
		s.done[pkg] = make(chan struct{})
		queue = append(queue, pkg)
		return true
	}, nil)
	processors := make(chan struct{}, runtime.GOMAXPROCS(0))
	var work sync.WaitGroup
	for _, pkg := range queue {
		work.Go(func() {
			defer close(s.done[pkg])
			for _, imp := range pkg.Imports {
				<-s.done[imp]
			}
			if pkg.Syntax == nil {
				return
			}
			outcome := outcomes[pkg]
			if pkg.IllTyped {
				outcome = nil // who imports it learns from it what can be learnt
			}
			processors <- struct{}{}
			defer func() { <-processors }()
			s.analyze(pkg, outcome)
		})
	}
	work.Wait()
	ordered := make([]*Outcome, len(pkgs))
	for i, pkg := range pkgs {
		ordered[i] = outcomes[pkg]
	}
	return ordered
}

// analyze runs the analyzers on one package, only those with facts when nobody
// wants the outcome.
func (s *Session) analyze(pkg *packages.Package, outcome *Outcome) {
	analyzers := s.all
	if outcome == nil {
		analyzers, outcome = s.factual, new(Outcome)
	}
	results := make(map[*analysis.Analyzer]any)
	for _, a := range analyzers {
		pass := s.pass(a, pkg, results)
		if slices.Contains(s.targets, a) {
			pass.Report = func(d analysis.Diagnostic) { outcome.Diagnostics = append(outcome.Diagnostics, d) }
		}
		result, err := run(pass)
		if err != nil {
			outcome.Err = fmt.Errorf("analyze %s: %s: %w", pkg.PkgPath, a.Name, err)
			return
		}
		results[a] = result
	}
	outcome.Result, outcome.Results = results[s.targets[0]], make(map[*analysis.Analyzer]any)
	for _, a := range s.targets { // the others' may be large
		outcome.Results[a] = results[a]
	}
}

// run runs one analyzer on one package. A panic is an analyzer's defect, which
// other packages need not suffer from.
func run(pass *analysis.Pass) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal error: %v\n%s", r, debug.Stack())
		}
	}()
	return pass.Analyzer.Run(pass)
}

// pass is everything that an analyzer may ask for.
func (s *Session) pass(
	a *analysis.Analyzer, pkg *packages.Package, results map[*analysis.Analyzer]any,
) *analysis.Pass {
	return &analysis.Pass{
		Analyzer:     a,
		Fset:         pkg.Fset,
		Files:        pkg.Syntax,
		OtherFiles:   pkg.OtherFiles,
		IgnoredFiles: pkg.IgnoredFiles,
		Pkg:          pkg.Types,
		TypesInfo:    pkg.TypesInfo,
		TypesSizes:   pkg.TypesSizes,
		Module:       module(pkg.Module),
		ResultOf:     results,
		ReadFile:     s.readFile,
		Report:       func(analysis.Diagnostic) {},

		ImportObjectFact:  func(obj types.Object, f analysis.Fact) bool { return s.load(obj, f) },
		ExportObjectFact:  func(obj types.Object, f analysis.Fact) { s.store(obj, f) },
		ImportPackageFact: func(p *types.Package, f analysis.Fact) bool { return s.load(p, f) },
		ExportPackageFact: func(f analysis.Fact) { s.store(pkg.Types, f) },
		AllObjectFacts:    s.objectFacts,
		AllPackageFacts:   s.packageFacts,
	}
}

func module(m *packages.Module) *analysis.Module {
	if m == nil {
		return new(analysis.Module) // as x/tools does: possibly empty, never nil
	}
	return &analysis.Module{
		Path: m.Path, Version: m.Version, Time: m.Time, Main: m.Main, Indirect: m.Indirect,
		Dir: m.Dir, GoMod: m.GoMod, GoVersion: m.GoVersion,
	}
}

func (s *Session) readFile(name string) ([]byte, error) {
	if text, ok := s.overlay[name]; ok {
		return text, nil
	}
	return os.ReadFile(name)
}

func (s *Session) store(of any, f analysis.Fact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.facts[fact{of, reflect.TypeOf(f)}] = f
}

// load copies a fact, as drivers do that have it in another process.
func (s *Session) load(of any, f analysis.Fact) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, ok := s.facts[fact{of, reflect.TypeOf(f)}]
	if ok {
		reflect.ValueOf(f).Elem().Set(reflect.ValueOf(known).Elem())
	}
	return ok
}

func (s *Session) objectFacts() []analysis.ObjectFact {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []analysis.ObjectFact
	for key, f := range s.facts {
		if obj, ok := key.of.(types.Object); ok {
			all = append(all, analysis.ObjectFact{Object: obj, Fact: f})
		}
	}
	return all
}

func (s *Session) packageFacts() []analysis.PackageFact {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []analysis.PackageFact
	for key, f := range s.facts {
		if pkg, ok := key.of.(*types.Package); ok {
			all = append(all, analysis.PackageFact{Package: pkg, Fact: f})
		}
	}
	return all
}
