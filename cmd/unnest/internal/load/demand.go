package load

import (
	"go/ast"
	"go/parser"
	"go/types"
	"os"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/unnest-go/unnest/internal/syntax"
)

// What functions do that get no callback is of interest where a pyramid calls them, or prints a
// value whose methods they are. That is seldom, and it may be any function of any dependency: so
// their bodies are read when somebody asks.

// noteWhole notes the packages that have all their bodies.
func (l *loading) noteWhole() {
	for _, pkg := range l.packages {
		l.program.whole[pkg] = l.wide[pkg] || !slices.ContainsFunc(sources(pkg), func(name string) bool {
			return !l.files[name].whole
		})
	}
}

// bodies reads a package for Bodies.
func (p *Program) bodies(pkg *types.Package) *syntax.Package {
	known := p.packageOf(pkg)
	switch {
	case known == nil:
		return nil
	case p.whole[known]:
		return &syntax.Package{Types: pkg, Info: known.TypesInfo, Files: known.Syntax}
	}
	return p.reread(known)
}

// texts reads the files of a package for Bodies.
func (p *Program) texts(pkg *types.Package) [][]byte {
	known := p.packageOf(pkg)
	if known == nil {
		return nil
	}
	var all [][]byte
	for _, name := range sources(known) {
		text, err := p.read(name)
		if err != nil {
			return nil
		}
		all = append(all, text)
	}
	return all
}

// packageOf returns what is known of a package, nil for one of the standard library.
func (p *Program) packageOf(pkg *types.Package) *packages.Package {
	for _, known := range p.all {
		if known.Types == pkg && !standard(known) {
			return known
		}
	}
	return nil
}

// reread checks a dependency once more, with its bodies. Who asks compares names: the types of
// the first time are those that importers have.
func (p *Program) reread(pkg *packages.Package) *syntax.Package {
	var files []*ast.File
	for _, name := range sources(pkg) {
		src, err := p.read(name)
		if err != nil {
			continue // whatever it declares, importers do not have it
		}
		tree, _ := parser.ParseFile(p.Fset, name, src, parser.SkipObjectResolution)
		if tree != nil {
			files = append(files, tree)
		}
	}
	config := &types.Config{
		Sizes: p.sizes, Importer: importer{pkg}, FakeImportC: true, GoVersion: GoVersion(pkg),
		Error: func(error) {}, // these are the dependency's
	}
	info := newInfo(files)
	checked, _ := config.Check(pkg.PkgPath, p.Fset, files, info)
	return &syntax.Package{Types: checked, Info: info, Files: files}
}

// read returns the text of a file.
func (p *Program) read(name string) ([]byte, error) {
	if text, ok := p.config.Overlay[name]; ok {
		return text, nil
	}
	return os.ReadFile(name)
}
