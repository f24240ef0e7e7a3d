package otherbuilds

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"

	"github.com/unnest-go/unnest/internal/builds"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A source is a file, of this build or of others.
type source struct {
	name string // with its directory
	pkg  string // what its package clause says, empty for a file that nobody builds
	when constraint.Expr

	// Derived:
	fset *token.FileSet
	text []byte
	full *ast.File
	all  []declared // nil until somebody asks
}

// A declared is what a file declares in a line, and how. A field or a method has the name of its type and
// a dot before its own.
type declared struct {
	line       int
	name, text string
}

// of is the source of a file of the package.
func (f *Finder) of(file *ast.File) *source { return f.source(f.Fset.File(file.FileStart).Name()) }

// source reads the head of a file.
func (f *Finder) source(name string) *source {
	name = filepath.Clean(name)
	if s, ok := f.sources[name]; ok {
		return s
	}
	if f.sources == nil {
		f.sources, f.beside = make(map[string]*source), make(map[string][]*source)
	}
	s := &source{name: name, fset: f.Fset}
	f.sources[name] = s
	s.text, _ = os.ReadFile(name)
	head, _ := parser.ParseFile(token.NewFileSet(), name, s.text, parser.ParseComments|parser.ImportsOnly)
	if head != nil && builds.Belongs(head, name, head.Name.Name) {
		s.pkg, s.when = head.Name.Name, builds.Of(head, name)
	}
	return s
}

func (s *source) isTest() bool { return strings.HasSuffix(s.name, "_test.go") }

// around lists the files of the package of one: tests are for tests.
func (f *Finder) around(s *source) []*source {
	var list []*source
	for _, other := range f.in(filepath.Dir(s.name)) {
		if other.pkg == s.pkg && s.pkg != "" && (s.isTest() || !other.isTest()) {
			list = append(list, other)
		}
	}
	return list
}

// in lists the files in a directory.
func (f *Finder) in(dir string) []*source {
	list, ok := f.beside[dir]
	if !ok {
		entries, _ := os.ReadDir(dir)
		for _, entry := range entries {
			if filepath.Ext(entry.Name()) == ".go" {
				list = append(list, f.source(filepath.Join(dir, entry.Name())))
			}
		}
		f.beside[dir] = list
	}
	return list
}

// tree parses the file; the bodies of its functions are left out.
func (s *source) tree() *ast.File {
	if s.full == nil {
		s.full, _ = parser.ParseFile(s.fset, s.name, s.text, parser.SkipObjectResolution)
		for _, decl := range s.full.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				fn.Body = nil // the tree is of this package's own
			}
		}
	}
	return s.full
}

// declares lists what the file declares, if it has a word.
func (s *source) declares(word string) []declared {
	if s.all == nil && bytes.Contains(s.text, []byte(word)) {
		for _, decl := range s.tree().Decls {
			s.declaration(decl)
		}
	}
	return s.all
}

// texts is how the file declares a name, which may be that of fields one in the other.
func (s *source) texts(name string) []string {
	word, _, _ := strings.Cut(name, ".")
	var list []string
	for _, d := range s.declares(word) {
		if d.name == name {
			list = append(list, d.text)
		}
	}
	return list
}

// at is the full name of what is declared in a line, empty if that is not at the top of the file or in a
// type there, or if all builds have the file.
func (s *source) at(line int, name string) string {
	if s.when == nil || s.pkg == "" {
		return ""
	}
	for _, d := range s.declares(name) {
		if d.line == line && d.name[strings.LastIndex(d.name, ".")+1:] == name {
			return d.name
		}
	}
	return ""
}

func (s *source) note(id *ast.Ident, of, text string) {
	s.all = append(s.all, declared{s.fset.PositionFor(id.Pos(), false).Line, of + id.Name, text})
}

func (s *source) declaration(decl ast.Decl) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		of := ""
		if name := syntax.ReceiverName(decl); name != "" {
			of = name + "."
		}
		s.note(decl.Name, of, types.ExprString(decl.Type))
	case *ast.GenDecl:
		var like *ast.ValueSpec // whose type and values a constant repeats
		for i, spec := range decl.Specs {
			value, ok := spec.(*ast.ValueSpec)
			if ok && (like == nil || decl.Tok == token.VAR || value.Type != nil || len(value.Values) > 0) {
				like = value
			}
			s.specification(spec, like, i)
		}
	}
}

// specification notes what is declared. The values of constants may be those that another one has, in
// terms of the index in the group.
func (s *source) specification(spec ast.Spec, like *ast.ValueSpec, index int) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for i, id := range spec.Names {
			text := types.ExprString(like.Type)
			if len(like.Values) > 0 {
				text += "=" + types.ExprString(like.Values[min(i, len(like.Values)-1)])
			}
			if like != spec {
				text += fmt.Sprint(" at ", index)
			}
			s.note(id, "", text)
		}
	case *ast.TypeSpec:
		s.note(spec.Name, "", types.ExprString(spec.Type))
		for n := range ast.Preorder(spec.Type) {
			if field, ok := n.(*ast.Field); ok {
				for _, id := range field.Names {
					s.note(id, spec.Name.Name+".", types.ExprString(field.Type))
				}
			}
		}
	}
}
