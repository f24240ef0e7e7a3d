package verify

import (
	_ "embed" // for the declarations
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"go/version"

	"github.com/unnest-go/unnest/internal/promises"
)

// RuntimePath is the package that flattened code calls.
const RuntimePath = promises.Path

// Language is the version of the language that the package is written in.
const Language = promises.Language

// Version is the version of the language in which flattened code of a module is
// compiled, given the module's. To require the runtime raises it to that of the runtime.
func Version(module string) string {
	if module == "" || version.Compare(module, Language) > 0 {
		return module
	}
	return Language
}

// runtimeDeclarations are those of the package, with empty bodies. The package itself is out of
// reach where it matters: the tool does not link it, and the module that is
// rewritten need not require it yet.
//
//go:embed promise.go.txt
var runtimeDeclarations string

// Runtime returns the types of the runtime's promises, for a module that does
// not require it yet. The importer finds standard packages.
func Runtime(importer types.Importer) (*types.Package, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "promise.go.txt", runtimeDeclarations, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("parse the declarations of %s: %w", RuntimePath, err)
	}
	config := types.Config{Importer: importer, IgnoreFuncBodies: true}
	pkg, err := config.Check(RuntimePath, fset, []*ast.File{file}, nil)
	if err != nil {
		return nil, fmt.Errorf("check the declarations of %s: %w", RuntimePath, err)
	}
	return pkg, nil
}
