package syntax

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// NamesFailure reports whether a variable of a package has the name of an error that stands
// for a kind of failure.
func NamesFailure(name string) bool {
	return name == "EOF" || len(name) > 3 && strings.EqualFold(name[:3], "err")
}

// Unset lists the exported variables with such a name that may be nil, as far as a file
// tells: what they are is decided later, or by a function that may decide for none.
func Unset(file *ast.File) []string {
	names := assignedFailures(file)
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			names = append(names, unset(spec.(*ast.ValueSpec))...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unset lists those of one declaration.
func unset(spec *ast.ValueSpec) []string {
	var names []string
	for i, id := range spec.Names {
		given := len(spec.Values) == len(spec.Names) && !mayGiveNone(spec.Values[i])
		if exportedFailure(id) && !given {
			names = append(names, id.Name)
		}
	}
	return names
}

// mayGiveNone reports whether a value is nil, or that of a function which is told nothing
// that it could make an error of.
func mayGiveNone(value ast.Expr) bool {
	switch value := ast.Unparen(value).(type) {
	case *ast.Ident:
		return value.Name == "nil"
	case *ast.CallExpr:
		_, made := ast.Unparen(value.Fun).(*ast.FuncLit)
		return made || len(value.Args) == 0 || len(value.Args) == 1 && mayGiveNone(value.Args[0])
	}
	return false
}

// assignedFailures lists those that functions of the file assign.
func assignedFailures(file *ast.File) []string {
	var names []string
	for n := range ast.Preorder(file) {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || assign.Tok != token.ASSIGN {
			continue
		}
		for _, lhs := range assign.Lhs {
			if id, ok := ast.Unparen(lhs).(*ast.Ident); ok && exportedFailure(id) {
				names = append(names, id.Name)
			}
		}
	}
	return names
}

func exportedFailure(id *ast.Ident) bool { return id.IsExported() && NamesFailure(id.Name) }
