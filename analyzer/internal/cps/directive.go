package cps

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/internal/syntax"
)

// Directive is the comment that declares one-shot continuations. In the doc
// comment of a function, an interface's method, or a field, variable or type
// of function type that takes continuations, it is followed by the names of
// the parameters that it means, none for all callbacks. On a field or type
// that is itself a continuation it stands alone or is followed by its name.
// The word exclusive at its end says that these continuations never get a
// value beside an error.
const Directive = "//unnest:once"

const exclusiveWord = "exclusive"

// A subject is what a directive is written at.
type subject struct {
	obj     types.Object
	sig     *types.Signature
	ownName bool // the object may itself be the continuation
}

// readDirectives notes what the directives of a file declare and reports
// those that declare nothing.
func (x *Index) readDirectives(file *ast.File) {
	pending := make(map[*ast.Comment]bool)
	for _, group := range file.Comments {
		for _, c := range group.List {
			if isDirective(c) {
				pending[c] = true
			}
		}
	}
	if len(pending) == 0 {
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		for _, d := range documented(n) {
			for _, group := range d.docs {
				x.readGroup(group, d.names, pending)
			}
		}
		return true
	})
	for _, group := range file.Comments {
		for _, c := range group.List {
			if pending[c] {
				x.complain(c, "%s is not in the doc comment of a function, a method, or a field or type "+
					"of function type", Directive)
			}
		}
	}
}

// readGroup reads the directives of one comment group.
func (x *Index) readGroup(group *ast.CommentGroup, names []*ast.Ident, pending map[*ast.Comment]bool) {
	if group == nil {
		return
	}
	for _, c := range group.List {
		if !pending[c] {
			continue // another comment, or the doc of an enclosing declaration
		}
		for _, name := range names {
			if s, ok := x.subjectOf(name); ok {
				x.declare(s, c)
				delete(pending, c)
			}
		}
	}
}

// A documentedName is the names that comments belong to.
type documentedName struct {
	names []*ast.Ident
	docs  []*ast.CommentGroup
}

// documented returns the names that a node declares, with their comments.
func documented(n ast.Node) []documentedName {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return []documentedName{{[]*ast.Ident{n.Name}, []*ast.CommentGroup{n.Doc}}}
	case *ast.Field:
		return []documentedName{{n.Names, []*ast.CommentGroup{n.Doc, n.Comment}}}
	case *ast.GenDecl:
		var all []documentedName
		for _, spec := range n.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				docs := []*ast.CommentGroup{spec.Doc, n.Doc}
				all = append(all, documentedName{[]*ast.Ident{spec.Name}, docs})
			case *ast.ValueSpec:
				docs := []*ast.CommentGroup{spec.Doc, n.Doc}
				all = append(all, documentedName{spec.Names, docs})
			}
		}
		return all
	}
	return nil
}

// isDirective says whether a comment is the directive.
func isDirective(c *ast.Comment) bool {
	rest, ok := strings.CutPrefix(c.Text, Directive)
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

// subjectOf finds what a name declares; ok is false when it has no signature.
func (x *Index) subjectOf(name *ast.Ident) (s subject, ok bool) {
	switch obj := x.pass.TypesInfo.Defs[name].(type) {
	case *types.Func:
		return subject{obj: obj, sig: obj.Signature()}, true
	case *types.Var, *types.TypeName:
		sig, ok := syntax.Core(obj.Type()).Underlying().(*types.Signature)
		return subject{obj: obj, sig: sig, ownName: true}, ok
	}
	return s, false
}

// declare notes what one directive says of its subject.
func (x *Index) declare(s subject, c *ast.Comment) {
	text, _, _ := strings.Cut(strings.TrimPrefix(c.Text, Directive), "//")
	names := strings.Fields(text)
	names, exclusive := s.exclusive(names)
	if len(names) == 0 {
		x.declareAll(s, c, exclusive)
		return
	}
	for _, name := range names {
		if p, err := s.find(name); err != nil {
			x.complain(c, "%s: %v", Directive, err)
		} else {
			p.Exclusive = exclusive
			x.addDeclared(s.obj, p)
		}
	}
}

// declareAll notes a directive that names no parameters.
func (x *Index) declareAll(s subject, c *ast.Comment, exclusive bool) {
	found := false
	for i := range s.sig.Params().Len() {
		if v := s.sig.Params().At(i); isCallback(syntax.Core(v.Type())) {
			x.addDeclared(s.obj, Param{Index: i, Name: v.Name(), Exclusive: exclusive})
			found = true
		}
	}
	if found {
		return
	}
	if s.ownName && s.sig.Results().Len() == 0 {
		x.addDeclared(s.obj, Param{Index: Itself, Name: s.obj.Name(), Exclusive: exclusive})
		return
	}
	x.complain(c, "%s: %s has no parameter that is a function without results", Directive, s.obj.Name())
}

// exclusive takes the word "exclusive" from the end of a directive. A
// parameter of this name is one.
func (s subject) exclusive(names []string) ([]string, bool) {
	last := len(names) - 1
	if last < 0 || names[last] != exclusiveWord {
		return names, false
	}
	if _, err := s.find(exclusiveWord); err == nil {
		return names, false
	}
	return names[:last], true
}

// find returns the parameter that a name in a directive means.
func (s subject) find(name string) (Param, error) {
	if s.ownName && name == s.obj.Name() {
		return Param{Index: Itself, Name: name}, nil
	}
	param, field, _ := strings.Cut(name, ".")
	for i := range s.sig.Params().Len() {
		v := s.sig.Params().At(i)
		if v.Name() != param {
			continue
		}
		t := v.Type()
		if field != "" {
			f := fieldOf(t, field)
			if f == nil {
				return Param{}, fmt.Errorf("%s has no field %s", param, field)
			}
			t = f.Type()
		}
		if !isCallback(syntax.Core(t)) {
			return Param{}, fmt.Errorf("%s is not a function without results", name)
		}
		return Param{Index: i, Field: field, Name: name}, nil
	}
	return Param{}, fmt.Errorf("%s has no parameter %s", s.obj.Name(), param)
}

// fieldOf returns the field of a struct or of what a pointer points to.
func fieldOf(t types.Type, name string) *types.Var {
	for _, f := range callbackFields(t) {
		if f.Name() == name {
			return f
		}
	}
	return nil
}

// callbackFields returns the fields that are functions without results.
func callbackFields(t types.Type) []*types.Var {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var fields []*types.Var
	for f := range st.Fields() {
		if isCallback(syntax.Core(f.Type())) {
			fields = append(fields, f)
		}
	}
	return fields
}

// addDeclared adds a declared parameter to the fact of an object.
func (x *Index) addDeclared(obj types.Object, p Param) {
	p.Declared = true
	fact := x.facts[obj]
	if fact == nil {
		fact = new(OneShot)
		x.facts[obj] = fact
	}
	if known := fact.param(p.Index, p.Field); known != nil {
		known.Declared = true
		known.Exclusive = known.Exclusive || p.Exclusive
		return
	}
	fact.Params = append(fact.Params, p)
}

// complain reports a directive that declares nothing.
func (x *Index) complain(c *ast.Comment, format string, args ...any) {
	x.pass.Report(analysis.Diagnostic{
		Pos:      c.Pos(),
		End:      c.End(),
		Category: "directive",
		Message:  fmt.Sprintf(format, args...),
	})
}
