package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Config says what to load.
type Config struct {
	Dir        string    // where patterns are resolved, empty for the working directory
	Env        []string  // nil for the process's own
	Tests      bool      // include test files
	Unsound    bool      // keep packages among the roots that parse but do not type-check
	BuildFlags []string  // for the go command, such as -tags
	Fronts     []string  // paths of roots that show what is in internal packages: these have bodies, too
	Around     []string  // paths of others to be known, which nothing is asked of
	Progress   io.Writer // told what is being done, one line at a time; nil for nobody

	// Texts of files that differ from those on disk. They may import the runtime
	// where the files on disk do not.
	Overlay map[string][]byte

	translated bool // dependencies that use cgo are read as it translates them
}

// A Program is a set of packages and what they depend on.
type Program struct {
	Fset     *token.FileSet
	Roots    []*packages.Package // the packages asked for that compile, in the order of their IDs
	Problems []Problem           // why others are missing

	Around   []*packages.Package // those around these that compile, in any order
	Disturbs []Problem           // why others around are missing

	// Files import the runtime, and their module does not require it yet.
	LacksRuntime bool

	// Bodies of packages, those of roots among them, none of the standard library. Of a package
	// that is not of the program there are none.
	Bodies *syntax.Bodies

	config Config
	sizes  types.Sizes
	all    map[string]*packages.Package // by ID
	usesC  atomic.Bool                  // a dependency outside of the standard library does
	whole  map[*packages.Package]bool   // has all its bodies

	matched map[string]bool // paths of the packages asked for, whether they compile or not

	env       *environment    // what the go command says of the directory, nil before it is asked
	requiring map[string]bool // whether modules require the runtime, by directory
}

// mode is what go list is asked for. Neither compiled files nor sizes are in
// it: both make it run cgo.
const mode = packages.NeedName | packages.NeedFiles | packages.NeedImports |
	packages.NeedDeps | packages.NeedModule | packages.NeedForTest

// Load loads the packages that match the patterns.
func Load(ctx context.Context, config Config, patterns ...string) (*Program, error) {
	if config.Env == nil {
		config.Env = os.Environ()
	}
	if config.Progress == nil {
		config.Progress = io.Discard
	}
	p, roots, err := load(ctx, config, patterns)
	if err != nil || !p.lacksC(roots) {
		return p, err
	}
	fmt.Fprintln(config.Progress, "running cgo")
	config.translated = true
	better, _, err := load(ctx, config, patterns)
	if err != nil || len(better.Problems) >= len(p.Problems) {
		p.sayC()
		return p, ctx.Err()
	}
	return better, nil
}

// load is one attempt. It also returns the packages asked for, whether they compile
// or not.
func load(
	ctx context.Context, config Config, patterns []string,
) (*Program, []*packages.Package, error) {
	p := &Program{
		Fset:   token.NewFileSet(),
		config: config,
		sizes:  types.SizesFor("gc", architecture(config.Env)),
		all:    make(map[string]*packages.Package),

		whole:     make(map[*packages.Package]bool),
		requiring: make(map[string]bool),
		matched:   make(map[string]bool),
	}
	p.Bodies = syntax.NewBodies(p.bodies, p.texts)
	if err := firstError(replaced(config.Env), missingFile(config.Dir, patterns)); err != nil {
		return nil, nil, err
	}
	patterns = expand(config.Dir, patterns)
	fmt.Fprintln(config.Progress, "listing packages")
	listed, err := p.list(ctx, config.Dir, config.Tests, slices.Concat(patterns, config.Around))
	if err == nil {
		err = firstError(
			impeded(listed), unrooted(config.Dir, patterns, listed), matched(config.Dir, patterns, listed))
	}
	if err != nil {
		return nil, nil, p.missing(ctx, err, patterns)
	}
	roots := widest(listed)
	if !config.Tests {
		ignoreTests(roots)
	}
	borrowed, err := p.lendRuntime(ctx, listed)
	if err != nil {
		return nil, nil, err
	}
	lent, err := p.lend(ctx, listed)
	if err != nil {
		return nil, nil, err
	}
	if config.translated {
		translate(listed, roots)
	}
	p.add(slices.Concat(listed, borrowed, lent), roots)
	for _, pkg := range roots {
		p.sort(pkg)
		p.matched[plain(pkg)] = !slices.Contains(config.Around, plain(pkg))
	}
	slices.SortFunc(p.Roots, func(a, b *packages.Package) int { return strings.Compare(a.ID, b.ID) })
	return p, roots, ctx.Err()
}

// sort puts a package among those that compile, or says why it does not.
func (p *Program) sort(pkg *packages.Package) {
	good, bad := &p.Roots, &p.Problems
	if slices.Contains(p.config.Around, plain(pkg)) {
		good, bad = &p.Around, &p.Disturbs
	}
	if problem := problemOf(pkg); problem != nil {
		problem.Text += directoryMeant(p.config.Dir, pkg)
		*bad = append(*bad, *problem)
		if !p.config.Unsound || len(pkg.Errors) > 0 {
			return
		}
	}
	*good = append(*good, pkg)
}

// list asks the go command for packages and their dependencies.
func (p *Program) list(
	ctx context.Context, dir string, tests bool, patterns []string, flags ...string,
) ([]*packages.Package, error) {
	mode := mode
	if p.config.translated {
		mode |= packages.NeedCompiledGoFiles
	}
	listed, err := packages.Load(&packages.Config{
		Mode:       mode,
		Context:    ctx,
		Dir:        dir,
		Env:        p.config.Env,
		BuildFlags: append(slices.Clip(p.config.BuildFlags), flags...),
		Tests:      tests,
		Fset:       p.Fset,
	}, patterns...)
	if err != nil {
		return nil, fmt.Errorf("list packages: %w", firstError(ctx.Err(), said(err)))
	}
	return listed, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// add checks whatever of the listed packages and their dependencies the program
// does not have yet, the roots completely.
func (p *Program) add(listed, roots []*packages.Package) {
	l := &loading{
		program: p, wide: make(map[*packages.Package]bool), behind: make(map[*packages.Package]bool),
	}
	for _, pkg := range roots {
		l.wide[pkg] = true
		if slices.Contains(p.config.Fronts, pkg.PkgPath) {
			l.keepBehind(pkg)
		}
	}
	packages.Visit(listed, func(pkg *packages.Package) bool {
		if p.all[pkg.ID] != nil {
			return false
		}
		p.all[pkg.ID] = pkg
		l.packages = append(l.packages, pkg)
		return true
	}, nil)
	p.share()
	fmt.Fprintf(p.config.Progress, "parsing %d packages\n", len(l.packages))
	l.parse()
	l.keepBodies()
	l.noteWhole()
	fmt.Fprintf(p.config.Progress, "checking %d packages\n", len(l.packages))
	l.check()
}

// share makes every package import the one package that the program has for an
// ID. A second list brings values of its own for packages known already.
func (p *Program) share() {
	for _, pkg := range p.all {
		for path, imp := range pkg.Imports {
			pkg.Imports[path] = p.all[imp.ID]
		}
	}
}

// Import returns the types of a package that none of the program's packages
// need import, as the module in dir sees it.
func (p *Program) Import(ctx context.Context, dir, path string) (*types.Package, error) {
	if pkg := p.all[path]; pkg != nil && pkg.Name != "" {
		return pkg.Types, nil
	}
	delete(p.all, path) // it was missing; dir may know better
	listed, err := p.listOne(ctx, dir, path)
	if err != nil {
		return nil, err
	}
	p.add(listed, nil)
	return p.all[path].Types, nil
}

// listOne lists a package that can be imported, by itself. Whether it can be is a question: where
// the go command may change go.mod when it builds, it would require the package to answer that.
func (p *Program) listOne(ctx context.Context, dir, path string) ([]*packages.Package, error) {
	var flags []string
	if p.requiresOnDemand(ctx) {
		flags = append(flags, "-mod=readonly")
	}
	listed, err := p.list(ctx, dir, false, []string{path}, flags...)
	if err == nil && (len(listed) != 1 || len(listed[0].Errors) > 0 || listed[0].Name == "") {
		err = fmt.Errorf("cannot import %s: %w", path, listError(listed))
	}
	return listed, err
}

func listError(listed []*packages.Package) error {
	for _, pkg := range listed {
		for _, err := range pkg.Errors {
			return errors.New(err.Msg)
		}
	}
	return errors.New("no such package")
}

// widest leaves out of the packages those whose files are all in another one:
// a package with tests of its own is listed without and with them. The main
// packages made for tests go too.
func widest(listed []*packages.Package) []*packages.Package {
	tested := make(map[string]bool)
	for _, pkg := range listed {
		if pkg.ForTest != "" && pkg.ForTest == pkg.PkgPath {
			tested[pkg.PkgPath] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(listed), func(pkg *packages.Package) bool {
		if isTestMain(pkg) {
			return true
		}
		return pkg.ForTest == "" && tested[pkg.PkgPath]
	})
}

// ignoreTests puts the test files that the go command was not asked for among those that packages do
// not have: what they do to a package counts.
func ignoreTests(roots []*packages.Package) {
	for _, pkg := range roots {
		tests, _ := filepath.Glob(filepath.Join(pkg.Dir, "*_test.go"))
		pkg.IgnoredFiles = slices.Concat(pkg.IgnoredFiles, tests)
	}
}

// isTestMain reports whether a package is the main one of a test. Commands may have such a path,
// too, but the source of this one has no name of its own, in the cache of the go command.
func isTestMain(pkg *packages.Package) bool {
	return pkg.Name == "main" && strings.HasSuffix(pkg.ID, ".test") &&
		!slices.ContainsFunc(pkg.GoFiles, func(name string) bool {
			return filepath.Ext(name) == ".go" && filepath.Base(name) != "_testmain.go"
		})
}

// replaced is an error where the go command takes other texts for files than these have.
func replaced(env []string) error {
	overlay := func(flag string) bool { return strings.HasPrefix(strings.TrimLeft(flag, "-"), "overlay=") }
	if slices.ContainsFunc(strings.Fields(variable(env, "GOFLAGS")), overlay) {
		return errors.New("GOFLAGS has -overlay: files that it replaces would be read, and written," +
			" as they are without it; leave it out")
	}
	return nil
}

func architecture(env []string) string { return cmp.Or(variable(env, "GOARCH"), runtime.GOARCH) }

// variable is the value of a variable, of which the last entry counts.
func variable(env []string, name string) string {
	for _, entry := range slices.Backward(env) {
		if value, ok := strings.CutPrefix(entry, name+"="); ok && value != "" {
			return value
		}
	}
	return ""
}
