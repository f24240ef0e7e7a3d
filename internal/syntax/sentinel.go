package syntax

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
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
	names, seen := assignedFailures(file), viewOf(file)
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			names = append(names, unset(seen, spec.(*ast.ValueSpec))...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unset lists those of one declaration.
func unset(file view, spec *ast.ValueSpec) []string {
	var names []string
	for i, id := range spec.Names {
		given := len(spec.Values) == len(spec.Names) && gives(file, spec.Values[i])
		if exportedFailure(id) && !given {
			names = append(names, id.Name)
		}
	}
	return names
}

// gives reports whether a value is certainly an error, as far as a file tells: a literal or
// a constant, what a function makes of something, or an error of the standard library.
// What a variable, a table, a pointer or a channel has may be nil.
func gives(file view, value ast.Expr) bool {
	switch value := ast.Unparen(value).(type) {
	case *ast.CompositeLit, *ast.BasicLit, *ast.BinaryExpr:
		return true
	case *ast.UnaryExpr:
		return value.Op != token.ARROW
	case *ast.SelectorExpr:
		pkg, ok := value.X.(*ast.Ident)
		return ok && ofStandard(file.File, pkg.Name)
	case *ast.CallExpr:
		return makes(file, value)
	}
	return false
}

// standard are the first elements of the paths of packages of the standard library, and of
// what it vendors.
var standard = strings.Fields("archive bufio bytes cmp compress container context crypto database " +
	"debug embed encoding errors expvar flag fmt go hash html image index internal io iter log maps " +
	"math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync " +
	"syscall testing text time unicode unique unsafe uuid vendor weak")

// OfStandard reports whether a package is of the standard library, by its path and that of its
// module, which is empty where none is known: the go command names none for those packages,
// unless it runs where they are.
func OfStandard(module, path string) bool {
	if module != "" {
		return module == "std"
	}
	first, _, _ := strings.Cut(path, "/")
	return slices.Contains(standard, first)
}

// ofStandard reports whether a file imports a package of the standard library by a name.
func ofStandard(file *ast.File, name string) bool {
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !OfStandard("", imported) {
			continue
		}
		if spec.Name != nil && spec.Name.Name == name || spec.Name == nil && path.Base(imported) == name {
			return true
		}
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
