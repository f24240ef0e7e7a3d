package rewrite

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/adapt"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// A Target is the package that a file is generated for.
type Target struct {
	Path      string
	GoVersion string // such as "go1.27", empty for the newest
	Sizes     types.Sizes
	Types     *types.Package
	Fset      *token.FileSet
	Files     []*ast.File // those of this build, without tests
	Info      *types.Info // of these
	Listing   *Listing    // all declarations, of any build
	Output    string      // name of the file to be generated; what it has now does not count,
	Before    []byte      // but for the names of adapters: its text, nil for none
	Importer  types.Importer
	Adapters  map[string][]*types.Func // as the analyzer found them

	// Bodies has what adapters do instead of launching the operation, by its key.
	Bodies map[string]*Body
}

// A Body is what an operation does, as text.
type Body = adapt.Body

// A Generated is the outcome of [Generate].
type Generated struct {
	Text     []byte            // nil when there is nothing to generate
	Findings []Finding         // operations without adapter, and why
	Bodies   map[string]bool   // keys of the operations whose adapter has the body
	Broken   []types.Error     // what else keeps the package from compiling
	Names    map[string]string // of the adapters, by the key of the operation: Name or Type.Name
	Others   []string          // keys of what the file has adapted before, and was not asked for now

	// The package with the generated file, as far as it compiles.
	Files []*ast.File
	Types *types.Package
	Info  *types.Info
}

// A Finding is an operation that gets no adapter.
type Finding = adapt.Finding

// GeneratedHeader is the line that generated files begin with.
const GeneratedHeader = adapt.Header

// Generate writes a file of functions that return operations as promises. The
// operations may be those of the package itself or of others; sources has the
// listings of the packages that declare them.
//
// The package need not compile as it is, because it may use what is to be
// generated. What is generated does compile: an adapter that would not is left
// out, with a finding.
func Generate(t *Target, ops []*chain.Operation, sources map[*types.Package]*Listing) (*Generated, error) {
	g := &generation{Target: t, asked: make(map[string]bool)}
	for _, op := range ops {
		g.asked[op.Key()] = true
	}
	ops = slices.DeleteFunc(slices.Clone(ops), g.needless)
	g.scope = newScope(t, ops, sources)
	for _, op := range ops {
		g.add(op, sources)
	}
	for {
		file, err := adapt.Write(g.home(), g.ops)
		if err != nil {
			return nil, err
		}
		bad, err := g.check(file)
		if err != nil {
			return nil, err
		}
		if bad == nil {
			return g.finish(file), nil
		}
		g.findings = append(g.findings, *bad)
	}
}

// A generation is one run of Generate.
type generation struct {
	*Target
	scope    *scope
	asked    map[string]bool    // keys of all operations
	ops      []*adapt.Operation // without those that get no adapter
	findings []Finding
	out      Generated
}

// needless reports whether an operation is none of the package, or another file of it has an adapter.
func (g *generation) needless(op *chain.Operation) bool {
	file := g.Fset.PositionFor(op.Func.Pos(), false).Filename
	adapts := func(fn *types.Func) bool {
		return fn.Pkg() == g.Types && g.Fset.PositionFor(fn.Pos(), false).Filename != g.Output
	}
	return file == g.Output || isTest(file) || slices.ContainsFunc(g.Adapters[op.Key()], adapts)
}

// add takes an operation, unless other builds do not have it.
func (g *generation) add(op *chain.Operation, sources map[*types.Package]*Listing) {
	file := g.Fset.PositionFor(op.Func.Pos(), false).Filename
	source := &adapt.Operation{
		Operation: op, Pos: g.Fset.PositionFor(op.Func.Pos(), false),
		Body: g.Bodies[op.Key()],
	}
	listing := sources[op.Func.Pkg()]
	if d := listing.find(op); d != nil {
		source.Doc, source.Succeeds = d.doc, listing.succeeds(op)
		if why := g.against(op, d, file, sources); why != "" {
			text := op.Name() + " gets no adapter: " + why
			g.findings = append(g.findings, Finding{Pos: source.Pos, Text: text})
			return
		}
	}
	g.ops = append(g.ops, source)
}

// against says why the builds of an operation are not those of the file, "" if they are.
func (g *generation) against(
	op *chain.Operation, d *declaration, file string, sources map[*types.Package]*Listing,
) string {
	if b := g.scope.lacks(op, sources); b != nil {
		return "builds for " + b.String() + " do not have it;" +
			" write the adapter in a file for those that do, by hand or with -o NAME_GOOS.go"
	}
	if other := d.elsewhere(file, g.scope); other != "" {
		return other + " declares it with other types, for other builds;" +
			" write an adapter for each, beside it"
	}
	if b := g.scope.exceeds(op, file, sources); b != nil {
		return "builds for " + b.String() + " have it, and leave " + filepath.Base(g.Output) +
			" out; give -o a name that is for all"
	}
	return ""
}

// home is the package as the generated file finds it.
func (g *generation) home() *adapt.Package {
	p := &adapt.Package{
		Types:    g.Types,
		Builds:   g.scope.of,
		Declared: make(map[string]token.Position),
		Names:    adapt.Names(g.Before),
	}
	for name, d := range g.Listing.declared {
		if d.pos.Filename != g.Output {
			pos := d.pos
			pos.Filename = filepath.Base(pos.Filename)
			p.Declared[name] = pos
		}
	}
	return p
}

// check type-checks the package with the generated file. A body that does
// not compile gives way to a launch, and an adapter that does not is removed from
// the operations; either is returned as a finding.
func (g *generation) check(file *adapt.File) (*Finding, error) {
	var files []*ast.File
	for _, f := range g.Files {
		if g.Fset.File(f.FileStart).Name() != g.Output {
			files = append(files, f)
		}
	}
	if file.Text != nil {
		const mode = parser.ParseComments | parser.SkipObjectResolution
		f, err := parser.ParseFile(g.Fset, g.Output, file.Text, mode)
		if err != nil {
			return nil, fmt.Errorf("parse what was generated: %w", err)
		}
		files = append(files, f)
	}
	errs := g.typeErrors(files)
	g.out.Broken = nil
	for _, err := range errs {
		pos := err.Fset.PositionFor(err.Pos, false)
		if pos.Filename != g.Output {
			g.out.Broken = append(g.out.Broken, err)
			continue
		}
		op := file.At(pos.Line)
		if op == nil {
			return nil, fmt.Errorf("what was generated does not compile: %w", err)
		}
		what := "adapter"
		if op.Body != nil {
			what, op.Body = "chain", nil
		} else {
			g.ops = slices.DeleteFunc(g.ops, func(o *adapt.Operation) bool { return o == op })
		}
		text := fmt.Sprintf("%s gets no %s: it would not compile: %s", op.Name(), what, err.Msg)
		return &Finding{Pos: op.Pos, Text: text}, nil
	}
	return nil, nil
}

// typeErrors lists what keeps the files from being a package.
func (g *generation) typeErrors(files []*ast.File) []types.Error {
	var errs []types.Error
	config := types.Config{
		GoVersion:   g.GoVersion,
		Sizes:       g.Sizes,
		Importer:    g.Importer,
		FakeImportC: true,
		Error: func(err error) {
			typed, ok := errors.AsType[types.Error](err)
			if !ok {
				return
			}
			if syntax.Continues(typed) && len(errs) > 0 {
				typed.Msg = errs[len(errs)-1].Msg // is where the adapter stands, perhaps
			}
			errs = append(errs, typed)
		},
	}
	g.out.Files, g.out.Info = files, verify.NewInfo()
	// The error repeats the first of those that the function above has seen.
	g.out.Types, _ = config.Check(g.Path, g.Fset, files, g.out.Info)
	return errs
}

func (g *generation) finish(file *adapt.File) *Generated {
	out := &g.out
	out.Text, out.Names, out.Bodies = file.Text, file.Names, make(map[string]bool)
	for _, op := range g.ops {
		out.Bodies[op.Key()] = op.Body != nil
	}
	out.Others = g.others()
	out.Findings = append(g.findings, file.Findings...)
	SortFindings(out.Findings)
	return out
}

// others lists what only another run can have adapted, or one on other source text.
func (g *generation) others() []string {
	var keys []string
	for key := range adapt.Names(g.Before) {
		if !g.asked[key] {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// SortFindings orders findings by their places.
func SortFindings(list []Finding) []Finding {
	slices.SortStableFunc(list, func(a, b Finding) int { return comparePositions(a.Pos, b.Pos) })
	return list
}
