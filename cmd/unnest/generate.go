package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/cmd/unnest/internal/drive"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
	"github.com/unnest-go/unnest/rewrite"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// generate writes promise-returning adapters. Findings do not make it fail: go
// generate would stop.
func (c *command) generate(args []string) int {
	o, err := configure(c, "unnest generate", args, newGenerateOptions)
	if err != nil {
		return c.misconfigured(err, "generate")
	}
	g := &generator{command: c, generateOptions: o, progress: newProgress(c.Stderr)}
	g.paths = report.Paths{Dir: c.Dir}
	defer g.progress.end()
	if err := g.run(context.Background()); err != nil {
		g.progress.end()
		return c.fail(err)
	}
	if g.failed {
		return exitError
	}
	return exitNothing
}

// A generator is one run of "unnest generate".
type generator struct {
	*command
	*generateOptions
	paths    report.Paths
	progress *progress
	program  *load.Program
	sources  map[*types.Package]*rewrite.Listing
	results  map[*packages.Package]*analyzer.Result
	types    *selection
	funcs    *selection
	products []*product
	lacking  []load.Module // do not require the runtime
	told     bool          // an operation without adapter was reported
	failed   bool          // a package was reported that cannot be generated for
}

func (g *generator) run(ctx context.Context) error {
	if err := g.load(ctx); err != nil {
		return err
	}
	targets, sources := g.split()
	if err := g.missing(sources); err != nil {
		return err
	}
	if len(targets) == 0 {
		return g.unreadable()
	}
	if err := cmp.Or(elsewhere(targets), g.circular(targets, sources)); err != nil {
		return err
	}
	g.leave()
	if err := g.analyze(targets, sources); err != nil {
		return err
	}
	if err := unmatched(g.Stderr, g.checkable(false), slices.Collect(maps.Values(g.results))); err != nil {
		return err
	}
	if err := g.barren(sources); err != nil {
		return err
	}
	g.types, g.funcs = newSelection("type", g.generateOptions.types), newSelection("func", g.functions)
	for _, pkg := range targets {
		if g.results[pkg] == nil {
			continue
		}
		fmt.Fprintf(g.progress, "generating for %s\n", pkg.PkgPath)
		from := sources
		if len(g.from) == 0 {
			from = []*packages.Package{pkg}
		}
		if err := g.file(ctx, pkg, g.operations(from)); err != nil {
			return err
		}
	}
	if err := g.unmatched(); err != nil {
		return g.unproven(err, append(targets, sources...))
	}
	return g.write(ctx)
}

// load reads the packages. That they do not type-check, because they use what
// is to be generated, does not matter.
func (g *generator) load(ctx context.Context) (err error) {
	config := load.Config{Dir: g.Dir, Unsound: true, Fronts: g.from, Progress: g.progress}
	if g.tags != "" {
		config.BuildFlags = []string{"-tags=" + g.tags}
	}
	g.program, err = load.Load(ctx, config, append(slices.Clone(g.patterns), g.from...)...)
	if err == nil {
		g.analysis.Bodies = g.program.Bodies
		g.progress.hide()
		g.borrowed(ctx, g.program)
		g.overlooked(g.Stderr, g.program.Roots)
	}
	return err
}

// split separates the packages to generate for from those to adapt.
func (g *generator) split() (targets, sources []*packages.Package) {
	for _, pkg := range g.program.Roots {
		if slices.Contains(g.from, pkg.PkgPath) {
			sources = append(sources, pkg)
		} else {
			targets = append(targets, pkg)
		}
	}
	return targets, sources
}

// elsewhere is an error about a package to generate for that is not the user's own, nil
// for none: a file in it would change the module for everybody who builds with it.
func elsewhere(targets []*packages.Package) error {
	for _, pkg := range targets {
		if len(pkg.GoFiles) == 0 {
			continue // has no Go files of this build
		}
		if whose := load.Elsewhere(pkg, pkg.GoFiles[0]); whose != "" {
			return fmt.Errorf("cannot generate for %[1]s: it belongs to %[2]s; "+
				"adapt it in a package of yours with -for %[1]s", pkg.PkgPath, whose)
		}
	}
	return nil
}

// missing is an error about a package to adapt that cannot be read, nil for none.
func (g *generator) missing(sources []*packages.Package) error {
	for _, path := range g.from {
		if slices.ContainsFunc(sources, func(pkg *packages.Package) bool { return pkg.PkgPath == path }) {
			continue
		}
		for _, p := range g.program.Problems {
			if p.Package == path {
				p.Pos = g.paths.Short(p.Pos)
				return fmt.Errorf("-for %s: %v", path, p)
			}
		}
		return fmt.Errorf("-for %s: there is no such package", path)
	}
	return nil
}

// barren is an error about a package to adapt that has nothing to adapt, nil for none.
func (g *generator) barren(sources []*packages.Package) error {
	for _, pkg := range sources {
		result := g.results[pkg]
		if result == nil || len(g.all(result)) == 0 {
			return fmt.Errorf("-for %s: no exported function in it takes a continuation", pkg.PkgPath)
		}
	}
	return nil
}

// unreadable says why there is no package to generate for.
func (g *generator) unreadable() error {
	for _, p := range g.program.Problems {
		p.Pos = g.paths.Short(p.Pos)
		return errors.New(p.String())
	}
	return errors.New("no package to generate for")
}

// leave reports the packages that cannot be read beside others that can.
func (g *generator) leave() {
	for _, p := range g.program.Problems {
		readable := func(pkg *packages.Package) bool { return pkg.ID == p.Package }
		if slices.ContainsFunc(g.program.Roots, readable) {
			continue // it does not compile yet
		}
		g.failed = true
		p.Pos = g.paths.Short(p.Pos)
		fmt.Fprintf(g.Stderr, "%v; %s is left alone\n", p, p.Package)
	}
}

func (g *generator) analyze(targets, sources []*packages.Package) error {
	all := append(slices.Clone(targets), sources...)
	for _, pkg := range all {
		pkg.IllTyped = false // see load
	}
	fmt.Fprintf(g.progress, "analyzing %d packages\n", len(all))
	g.results = make(map[*packages.Package]*analyzer.Result)
	g.sources = make(map[*types.Package]*rewrite.Listing)
	finder := analyzer.New(g.analysis)
	outcomes := drive.NewSession(finder, warner(finder)).Run(all)
	g.progress.hide()
	for _, pkg := range targets {
		g.forget(pkg, outcomes)
	}
	warn(g.Stderr, g.paths, outcomes)
	for _, outcome := range outcomes {
		if outcome.Err != nil {
			return outcome.Err
		}
		pkg := outcome.Package
		result, ok := outcome.Result.(*analyzer.Result)
		if !ok {
			continue // has no Go files of this build
		}
		g.results[pkg] = result
	}
	return g.list(targets, sources)
}

// forget drops what was found in the file that is to be written anew.
func (g *generator) forget(pkg *packages.Package, outcomes []*drive.Outcome) {
	if len(pkg.GoFiles) == 0 {
		return // has no Go files of this build
	}
	name := filepath.Join(directory(pkg), g.output)
	for _, o := range outcomes {
		o.Diagnostics = slices.DeleteFunc(o.Diagnostics, func(d analysis.Diagnostic) bool {
			return pkg.Fset.PositionFor(d.Pos, false).Filename == name
		})
	}
}

// list lists what the packages declare that the operations are of; what is generated for them
// does not count.
func (g *generator) list(targets, sources []*packages.Package) error {
	declare := make(map[*types.Package]bool)
	for pkg, result := range g.results {
		declare[pkg.Types] = true
		for _, op := range g.all(result) {
			declare[op.Func.Pkg()] = true
		}
	}
	generated := func(name string) bool { return filepath.Base(name) == g.output }
	var failure error
	packages.Visit(append(slices.Clone(targets), sources...), nil, func(pkg *packages.Package) {
		if !declare[pkg.Types] {
			return
		}
		files, err := load.GoFiles(directory(pkg))
		failure = cmp.Or(failure, err)
		if slices.Contains(targets, pkg) {
			files = slices.DeleteFunc(files, generated)
		}
		g.sources[pkg.Types] = rewrite.List(pkg.Name, files)
	})
	return failure
}

func directory(pkg *packages.Package) string { return filepath.Dir(pkg.GoFiles[0]) }

// operations lists the operations of packages that are selected.
func (g *generator) operations(pkgs []*packages.Package) []*chain.Operation {
	var selected []*chain.Operation
	for _, pkg := range pkgs {
		if g.results[pkg] == nil {
			continue
		}
		for _, op := range g.all(g.results[pkg]) {
			if pkg.Types != op.Pkg() || g.selects(op) {
				selected = append(selected, op)
			}
		}
	}
	return selected
}

// file makes the file of one package. One that has become empty is to go.
func (g *generator) file(ctx context.Context, pkg *packages.Package, ops []*chain.Operation) error {
	name := filepath.Join(directory(pkg), g.output)
	before, err := ownFile(name)
	if err != nil {
		return err
	}
	imp := &generateImporter{generator: g, ctx: ctx, pkg: pkg}
	target := &rewrite.Target{
		Path: pkg.PkgPath, GoVersion: patch.Version(load.GoVersion(pkg)), Sizes: pkg.TypesSizes,
		Types: pkg.Types, Fset: g.program.Fset, Files: pkg.Syntax, Info: pkg.TypesInfo,
		Listing: g.sources[pkg.Types], Output: name, Before: before, Importer: imp,
		Adapters: g.results[pkg].Adapters,
	}
	out, err := rewrite.Generate(target, ops, g.sources)
	if err == nil && g.chains {
		c := &chainer{generator: g, pkg: pkg, target: target, ops: ops, importer: imp, adapters: out}
		out, err = c.write()
	}
	if err != nil {
		return fmt.Errorf("generate for %s: %w", pkg.PkgPath, err)
	}
	g.progress.hide()
	g.told = g.told || len(out.Findings) > 0
	for _, f := range out.Findings {
		fmt.Fprintf(g.Stderr, "%s: %s\n", g.paths.Short(position(f.Pos)), f.Text)
	}
	m, unready := g.program.Unready(ctx, pkg)
	if (imp.missing || unready && out.Text != nil) && !slices.Contains(g.lacking, m) {
		g.lacking = append(g.lacking, m)
	}
	if out.Text != nil && len(out.Broken) > 0 {
		err := out.Broken[0]
		at := g.paths.Short(position(err.Fset.PositionFor(err.Pos, false)))
		fmt.Fprintf(g.Stderr, "unnest: %s does not compile yet: %s: %s\n", pkg.PkgPath, at, err.Msg)
	}
	g.products = append(g.products, g.product(pkg, name, before, out))
	return nil
}

func position(pos token.Position) string {
	return fmt.Sprintf("%s:%d:%d", pos.Filename, pos.Line, pos.Column)
}

// A generateImporter finds what the generated file imports.
type generateImporter struct {
	*generator
	ctx     context.Context
	pkg     *packages.Package
	missing bool // the module does not require the runtime
}

func (i *generateImporter) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if imp := i.pkg.Imports[path]; imp != nil && imp.Types != nil && imp.Name != "" {
		return imp.Types, nil
	}
	for _, root := range i.program.Roots {
		if root.PkgPath == path {
			return root.Types, nil
		}
	}
	pkg, err := i.program.Import(i.ctx, directory(i.pkg), path)
	if err != nil && path == patch.RuntimePath {
		i.missing = true
		return patch.Runtime(i)
	}
	return pkg, err
}
