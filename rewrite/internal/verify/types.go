package verify

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"runtime"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Package is a package in its edited form.
type Package struct {
	Path      string // as the package was checked the first time
	GoVersion string // of the module, such as "go1.27"; empty for the newest
	Sizes     types.Sizes
	Files     []File // all of them, edited or not, in the order of the first check
	Importer  types.Importer
}

// A File is a file's name and text.
type File struct {
	Name string
	Src  []byte
}

// Checked is a package that type-checks.
type Checked struct {
	Files []*ast.File
	Types *types.Package
	Info  *types.Info
}

// An Error is one thing wrong with an edited file.
type Error struct {
	Pos  token.Position // in the edited text, when it is known
	Text string
}

// Error is the error with its place.
func (e *Error) Error() string {
	if !e.Pos.IsValid() {
		return e.Text
	}
	return fmt.Sprintf("%v: %s", e.Pos, e.Text)
}

// Check type-checks the package and returns every error found.
//
// Packages that import this one need not be checked again: API holds it to
// the declarations that they were checked against.
func Check(fset *token.FileSet, p *Package) (*Checked, []*Error) {
	checked := &Checked{Info: NewInfo()}
	for _, f := range p.Files {
		file, err := parser.ParseFile(fset, f.Name, f.Src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			// No position: where a syntax error shows is not where it was made.
			return nil, []*Error{{Text: err.Error()}}
		}
		checked.Files = append(checked.Files, file)
	}
	var found []*Error
	config := types.Config{
		GoVersion:   Version(p.GoVersion),
		Sizes:       p.Sizes,
		Importer:    p.Importer,
		FakeImportC: true, // edited files do not import "C", others of the package may
		Error: func(err error) {
			typed, ok := errors.AsType[types.Error](err)
			if !ok || !syntax.Continues(typed) && !CgoNoise(checked.Files, typed) {
				found = append(found, describe(err))
			}
		},
	}
	// The error repeats the first of those that the function above has seen.
	checked.Types, _ = config.Check(p.Path, fset, checked.Files, checked.Info)
	if len(found) > 0 {
		return nil, found
	}
	return checked, nil
}

func describe(err error) *Error {
	if typed, ok := errors.AsType[types.Error](err); ok {
		return &Error{typed.Fset.PositionFor(typed.Pos, false), typed.Msg}
	}
	return &Error{Text: err.Error()}
}

// NewInfo returns an Info that records everything an analysis may ask for.
func NewInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
}

// SizesFor returns the sizes of the architecture that the tool runs on, for a
// package that came without.
func SizesFor(sizes types.Sizes) types.Sizes {
	if sizes != nil {
		return sizes
	}
	return types.SizesFor("gc", runtime.GOARCH)
}

// API reports a declaration of the package before the edits that is not the
// same after them, unless it is one that is meant to change: Name or Type.Name.
func API(before, after *types.Package, changes ...string) error {
	old, edited := declarations(before), declarations(after)
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if edited[name] != old[name] && !slices.Contains(changes, name) {
			return fmt.Errorf("%s was declared as %s, and now as %s", name, old[name], edited[name])
		}
	}
	return nil
}

// declarations describes the objects of a package's scope and the methods of
// its types, by name.
func declarations(pkg *types.Package) map[string]string {
	all := make(map[string]string)
	qualify := func(p *types.Package) string { return p.Path() }
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		all[name] = types.ObjectString(obj, qualify)
		named, ok := obj.Type().(*types.Named)
		if _, isType := obj.(*types.TypeName); !ok || !isType {
			continue
		}
		for method := range named.Methods() {
			all[name+"."+method.Name()] = types.ObjectString(method, qualify)
		}
	}
	return all
}
