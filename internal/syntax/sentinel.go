package syntax

import (
	"go/ast"
	"go/token"
	"strings"
)

// NamesFailure reports whether a variable of a package has the name of an error that stands
// for a kind of failure.
func NamesFailure(name string) bool {
	return name == "EOF" || len(name) > 3 && strings.EqualFold(name[:3], "err")
}

// Unset lists the variables with such a name that a file declares without a value: what
// they are is decided later, if at all.
func Unset(file *ast.File) []string {
	var names []string
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			spec := spec.(*ast.ValueSpec)
			for _, id := range spec.Names {
				if len(spec.Values) == 0 && NamesFailure(id.Name) {
					names = append(names, id.Name)
				}
			}
		}
	}
	return names
}
