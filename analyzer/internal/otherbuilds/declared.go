package otherbuilds

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A Declaration is one of those that a name has in several files.
type Declaration struct {
	Name string // such as open, File.Sync or Stat_t.Dev
	File string // where it stands, with its directory

	line  int
	types []string // as they are written there: of a function, those of its results
}

// is reports whether an object with a name is declared there.
func (d *Declaration) is(name string, line int) bool {
	return d.line == line && d.Name[strings.LastIndex(d.Name, ".")+1:] == name
}

// differs reports whether another declaration of the name has another type at an index.
func (d *Declaration) differs(o *Declaration, at int) bool {
	return o.Name == d.Name && at < len(d.types) && (at >= len(o.types) || o.types[at] != d.types[at])
}

// beside lists the files of a package in the directory of one, but for that and for tests.
func beside(file string) []string {
	all, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*.go"))
	var list []string
	for _, name := range all {
		if name != file && !strings.HasSuffix(name, "_test.go") {
			list = append(list, name)
		}
	}
	return list
}

// find returns a declaration in a file, nil if there is none for which is holds, or the file does
// not have the word.
func find(file, word string, is func(*Declaration) bool) *Declaration {
	src, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(src, []byte(word)) {
		return nil
	}
	fset := token.NewFileSet()
	tree, _ := parser.ParseFile(fset, file, src, parser.SkipObjectResolution)
	if tree == nil {
		return nil
	}
	var found *Declaration
	declarations(tree, func(id *ast.Ident, of string, types ...string) {
		d := &Declaration{of + id.Name, file, fset.PositionFor(id.Pos(), false).Line, types}
		if found == nil && is(d) {
			found = d
		}
	})
	return found
}

// declarations calls note with what a file declares: with its name, the type that this is of and a
// dot, and what types it has or returns.
func declarations(tree *ast.File, note func(id *ast.Ident, of string, types ...string)) {
	for _, decl := range tree.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			of := ""
			if name := syntax.ReceiverName(decl); name != "" {
				of = name + "."
			}
			note(decl.Name, of, results(decl.Type)...)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				specification(spec, note)
			}
		}
	}
}

func specification(spec ast.Spec, note func(id *ast.Ident, of string, types ...string)) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for i, id := range spec.Names {
			switch {
			case spec.Type != nil:
				note(id, "", types.ExprString(spec.Type))
			case i < len(spec.Values):
				note(id, "", inferred(spec.Values[i]))
			}
		}
	case *ast.TypeSpec:
		for n := range ast.Preorder(spec.Type) {
			if field, ok := n.(*ast.Field); ok {
				for _, id := range field.Names {
					note(id, spec.Name.Name+".", typesOf(field.Type)...)
				}
			}
		}
	}
}

// inferred stands for the type of a value: it is the same for values that have the same type by how
// they are written.
//
//	"/tmp"  STRING        errors.New("none")  errors.New()        &conn{1}  &conn
func inferred(value ast.Expr) string {
	switch e := ast.Unparen(value).(type) {
	case *ast.BasicLit:
		return e.Kind.String()
	case *ast.CallExpr:
		return types.ExprString(e.Fun) + "()"
	case *ast.CompositeLit:
		return types.ExprString(e.Type)
	case *ast.FuncLit:
		return types.ExprString(e.Type)
	case *ast.UnaryExpr:
		return e.Op.String() + inferred(e.X)
	case *ast.BinaryExpr:
		return inferred(e.X)
	case *ast.Ident:
		if e.Name == "true" || e.Name == "false" {
			return "bool"
		}
	}
	return types.ExprString(value)
}

// typesOf is the type of a field, or those of the results of a method.
func typesOf(t ast.Expr) []string {
	if fn, ok := t.(*ast.FuncType); ok {
		return results(fn)
	}
	return []string{types.ExprString(t)}
}

// results writes the types that a function returns.
func results(fn *ast.FuncType) []string {
	var texts []string
	if fn.Results == nil {
		return nil
	}
	for _, field := range fn.Results.List {
		for range max(1, len(field.Names)) {
			texts = append(texts, types.ExprString(field.Type))
		}
	}
	return texts
}
