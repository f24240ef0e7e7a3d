package signature

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
	"github.com/unnest-go/unnest/rewrite/internal/nils"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
	"github.com/unnest-go/unnest/rewrite/internal/promoted"
	"github.com/unnest-go/unnest/rewrite/internal/rounds"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// A Change is a set of edits that belong together.
type Change struct {
	Pos      token.Pos
	Func     string // the function that it is about
	Edits    []analysis.TextEdit
	Comments []verify.Change
	Declares []string // declarations that are not what they were: Name or Type.Name
	Made     string   // the function that comes to return a promise, or is tidied: Name or Type.Name
}

// A Package is a package as the stages see it.
type Package struct {
	Fset     *token.FileSet
	Types    *types.Package
	Info     *types.Info
	Files    []*ast.File
	Adapters map[string][]*types.Func // functions that return an operation as a promise, by its key
	Shims    map[string]bool          // keys of operations that only settle the promise of their adapter
	Settled  map[*types.Func]bool     // adapters whose promise may have settled

	// Chains are functions whose body is a chain, or comes to be one.
	Chains map[*types.Func]bool

	// Source reads a file; Promise is the name of the promise package in it, and Import
	// adds imports of what is mentioned in edits and not imported yet.
	Source  func(*ast.File) (*plan.Source, error)
	Promise func(*plan.Source) string
	Import  func(*plan.Source, []analysis.TextEdit) []analysis.TextEdit

	Kept   func(token.Pos) bool // whether a comment keeps what is at a place
	Here   *nils.Nils           // callbacks that are not there, in this package
	Nils   *nils.Nils           // the same, in all packages that are known
	Given  *nils.Nils           // callbacks that other packages may give, in these
	Asking *nils.Nils           // callbacks that ask for their caller, in these
	Rounds *rounds.Rounds       // functions that run themselves again, in these

	Promoted *promoted.Promoted // what types have from those embedded in them, in these
	Linked   map[string]bool    // symbols that directives go:linkname name, in these

	Callers *syntax.Callers // functions that ask by whom they are called

	Left      func() [][]byte        // files of the directory that are not in this build
	Elsewhere func(name string) bool // one of them declares Name or Type.Name

	twins bool // the functions stand beside their operations
	decls map[*types.Func]declaration
}

// A declaration is a function with the file that it stands in.
type declaration struct {
	file *ast.File
	node *ast.FuncDecl
}

// index finds the declarations of functions.
func (p *Package) index() {
	if p.decls != nil {
		return
	}
	p.decls = make(map[*types.Func]declaration)
	for _, file := range p.Files {
		for _, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if fn, ok := p.Info.Defs[decl.Name].(*types.Func); ok {
				p.decls[fn] = declaration{file, decl}
			}
		}
	}
}

// name is a function's name within its package.
func name(fn *types.Func) string { return (&chain.Operation{Func: fn}).Name() }

// declared is Name or Type.Name for another name of a function.
func declared(fn *types.Func, other string) string {
	full := name(fn)
	return full[:len(full)-len(fn.Name())] + other
}
