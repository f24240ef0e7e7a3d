package rewrite

import (
	"cmp"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"strings"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/builds"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A Listing is what the files of a package declare, in all builds.
type Listing struct {
	declared  map[string]*declaration
	files     []constrained // but for tests
	functions []string      // types of functions
}

// A constrained is a file, and the builds that have it.
type constrained struct {
	name   string
	builds constraint.Expr // nil for all
	empty  bool            // declares nothing
}

// A declaration is one name: Name or Type.Name.
type declaration struct {
	pos     token.Position    // the first
	doc     string            // of the first that has any
	builds  []constraint.Expr // that have it, by the files that it stands in, but for tests
	success success
	shapes  []shaped // of a function, a method or a field
}

// List reads the declarations of a package from its files, those of other
// builds included. Files that cannot be read declare nothing, nor do those of no build.
func List(name string, files []string) *Listing {
	l := &Listing{declared: make(map[string]*declaration)}
	for _, file := range files {
		if !strings.HasSuffix(file, ".go") {
			continue
		}
		fset := token.NewFileSet()
		tree, _ := parser.ParseFile(fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if tree == nil || !builds.Belongs(tree, file, name) {
			continue
		}
		in := &listed{Listing: l, fset: fset, tree: tree}
		in.file = constrained{name: file, builds: builds.Of(tree, file), empty: true}
		for _, decl := range tree.Decls {
			in.add(decl)
		}
		if !isTest(file) {
			l.files = append(l.files, in.file)
		}
	}
	return l
}

// A listed is a file of a listing.
type listed struct {
	*Listing
	fset *token.FileSet
	tree *ast.File
	file constrained
}

func (l *listed) add(decl ast.Decl) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if d := l.note(join(syntax.ReceiverName(decl), decl.Name.Name), decl.Name.Pos(), decl.Doc); d != nil {
			d.success.note(decl)
			l.shape(d, decl.Name.Pos(), decl.Type)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				for _, id := range spec.Names {
					l.note(id.Name, id.Pos(), nil)
				}
			case *ast.TypeSpec:
				l.note(spec.Name.Name, spec.Name.Pos(), nil)
				l.members(spec)
			}
		}
	}
}

// members notes the methods of an interface and the fields of a struct.
func (l *listed) members(spec *ast.TypeSpec) {
	var fields *ast.FieldList
	switch t := spec.Type.(type) {
	case *ast.InterfaceType:
		fields = t.Methods
	case *ast.StructType:
		fields = t.Fields
	case *ast.FuncType:
		l.functions = append(l.functions, spec.Name.Name)
		return
	default:
		return
	}
	for _, f := range fields.List {
		for _, id := range f.Names {
			if d := l.note(join(spec.Name.Name, id.Name), id.Pos(), f.Doc); d != nil {
				l.shape(d, id.Pos(), f.Type)
			}
		}
	}
}

// note notes a name; it returns nil for one that means nothing.
func (l *listed) note(name string, pos token.Pos, doc *ast.CommentGroup) *declaration {
	if name == "_" || name == "init" {
		return nil
	}
	d := l.declared[name]
	if d == nil {
		d = &declaration{pos: l.fset.PositionFor(pos, false)}
		l.declared[name] = d
	}
	l.file.empty = false
	if !isTest(l.file.name) {
		d.builds = append(d.builds, l.file.builds)
	}
	if d.doc == "" {
		d.doc = doc.Text()
	}
	return d
}

// shape notes the types of a declaration.
func (l *listed) shape(d *declaration, pos token.Pos, t ast.Expr) {
	file := l.fset.PositionFor(pos, false).Filename
	d.shapes = append(d.shapes, shaped{file, shapeOf(t, l.tree), l.file.builds})
}

// taking lists the builds that have declarations, those of fields included, of what takes a function.
func (l *Listing) taking() []constraint.Expr {
	if l == nil {
		return nil
	}
	files := make(map[string]bool)
	for _, d := range l.declared {
		for _, s := range d.shapes {
			files[s.file] = files[s.file] || l.takes(s.shape)
		}
	}
	var all []constraint.Expr
	for _, file := range l.files {
		if files[file.name] {
			all = append(all, file.builds)
		}
	}
	return all
}

// find returns the declaration of an operation, nil when it was not read.
func (l *Listing) find(op *chain.Operation) *declaration {
	if l == nil {
		return nil
	}
	return l.declared[declared(op)]
}

// declared is the name by which an operation is declared, which may be of another type than
// that by which it is called.
func declared(op *chain.Operation) string { return (&chain.Operation{Func: op.Func}).Name() }

func join(owner, name string) string {
	if owner == "" {
		return name
	}
	return owner + "." + name
}

// Partial reports whether some builds leave a file out.
func Partial(file *ast.File, name string) bool { return builds.Of(file, name) != nil }

func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }

func comparePositions(a, b token.Position) int {
	return cmp.Or(cmp.Compare(a.Filename, b.Filename), cmp.Compare(a.Offset, b.Offset))
}
