package rewrite

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A shape is the text of the types in a declaration, by which those for several builds are
// compared. The names of parameters do not count, and packages have their paths.
type shape struct {
	strings.Builder
	imports map[string]string // paths by names, of the file
}

// functionShape is what the shape of a function begins with.
const functionShape = "func["

// shapeOf writes the types of a function, or of something else in a file.
func shapeOf(t ast.Expr, file *ast.File) string {
	s := &shape{imports: make(map[string]string)}
	for _, spec := range file.Imports {
		of, _ := strconv.Unquote(spec.Path.Value)
		name := of[strings.LastIndexByte(of, '/')+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		s.imports[name] = of
	}
	s.write(t)
	return s.String()
}

// write writes a type, each node with what is in it between parentheses.
func (s *shape) write(t ast.Node) {
	ast.Inspect(t, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil:
			s.WriteString(")")
		case *ast.FuncType:
			s.function(n)
		case *ast.InterfaceType:
			if n.Methods.NumFields() == 0 {
				s.WriteString("any()")
				return false
			}
			s.WriteString("interface(")
			return true
		case *ast.Ident:
			s.WriteString(n.Name + "(")
			return true
		case *ast.BasicLit:
			s.WriteString(n.Value + "(")
			return true
		case *ast.SelectorExpr:
			s.qualified(n)
		case *ast.ChanType:
			fmt.Fprintf(s, "chan%d(", n.Dir)
			return true
		default:
			fmt.Fprintf(s, "%T(", n)
			return true
		}
		return false
	})
}

// function writes the types of parameters and results, but not their names.
func (s *shape) function(t *ast.FuncType) {
	for i, list := range []*ast.FieldList{t.TypeParams, t.Params, t.Results} {
		s.WriteString([]string{functionShape, "](", ")("}[i])
		if list == nil {
			continue
		}
		for _, field := range list.List {
			for range max(1, len(field.Names)) {
				s.write(field.Type)
				s.WriteString(",")
			}
		}
	}
	s.WriteString(")")
}

func (s *shape) qualified(e *ast.SelectorExpr) {
	if id, ok := e.X.(*ast.Ident); ok {
		fmt.Fprintf(s, "%q.%s", s.imports[id.Name], e.Sel.Name)
	}
}

// takes reports whether something of a shape is a function that takes one, as far as the package's
// own text shows.
func (l *Listing) takes(shape string) bool {
	types, ok := strings.CutPrefix(shape, functionShape)
	return ok && (strings.Contains(types, functionShape) ||
		slices.ContainsFunc(l.functions, func(name string) bool { return strings.Contains(types, name+"(") }))
}

// A shaped is a file in which something is declared, and how.
type shaped struct {
	file, shape string
	builds      constraint.Expr // that have the file
}

// elsewhere is a file that declares for other builds of a scope what one declares, with other
// types; empty when none does.
func (d *declaration) elsewhere(file string, in *scope) string {
	own := max(0, slices.IndexFunc(d.shapes, func(s shaped) bool { return s.file == file }))
	for _, s := range d.shapes {
		if s.shape != d.shapes[own].shape && in.has(s.builds) {
			return filepath.Base(s.file)
		}
	}
	return ""
}
