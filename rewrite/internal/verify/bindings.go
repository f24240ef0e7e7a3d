package verify

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A Span is a part of a file's text, by offsets.
type Span struct{ Start, End int }

// Bindings reports a name in an edited declaration that means something else than
// before: what was declared inside the edited text now stands outside, or the
// other way round. The compiler accepts that when the types agree.
//
// Spans are what is edited of the texts before, by the name of the file. A declaration
// without an edit, and one that was not there before, are not looked at.
func Bindings(fset *token.FileSet, before, after *Checked, spans map[string][]Span) error {
	original, edited := functions(before), functions(after)
	for _, key := range slices.Sorted(maps.Keys(original)) {
		decls, now := original[key], edited[key]
		if len(now) != len(decls) {
			continue // of several functions init, which one is new cannot be told
		}
		for i, decl := range decls {
			name := fset.PositionFor(decl.Pos(), false).Filename
			start, end := around(fset, decl, spans[name])
			if !start.IsValid() {
				continue
			}
			old := survey(before.Info, decl)
			head, tail := old.count(start, end)
			if err := compare(old, survey(after.Info, now[i]), head, tail); err != nil {
				return err
			}
		}
	}
	return nil
}

// functions are the declared functions with a body, by receiver and name, and the
// declarations of variables, by the first of them. Of functions init there may
// be several.
func functions(c *Checked) map[string][]ast.Decl {
	all := make(map[string][]ast.Decl)
	for _, file := range c.Files {
		for _, decl := range file.Decls {
			key := ""
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Body != nil {
					key = functionKey(decl)
				}
			case *ast.GenDecl:
				if decl.Tok == token.VAR && len(decl.Specs) > 0 {
					key = "var " + decl.Specs[0].(*ast.ValueSpec).Names[0].Name
				}
			}
			if key != "" {
				all[key] = append(all[key], decl)
			}
		}
	}
	return all
}

func functionKey(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	return receiver(fn.Recv.List[0].Type) + "." + fn.Name.Name
}

// receiver is the name of a receiver's type.
func receiver(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// around is the part of a declaration with all edits, without positions for none.
func around(fset *token.FileSet, fn ast.Decl, spans []Span) (start, end token.Pos) {
	file := fset.File(fn.Pos())
	for _, span := range spans {
		from, to := file.Pos(span.Start), file.Pos(span.End)
		if from < fn.Pos() || fn.End() <= from {
			continue
		}
		if !start.IsValid() || from < start {
			start = from
		}
		end = max(end, to)
	}
	return start, end
}

// A mention is a name in a function: where it is declared or used.
type mention struct {
	id     *ast.Ident
	obj    types.Object // nil for what has none, such as the variable of a type switch
	isType bool         // it is that of a type, or of the package in front of one
}

// A function is the names in one, in the order of the text.
type function struct {
	mentions []mention
	at       map[token.Pos]int             // index of the mention at a place
	turns    map[types.Object]types.Object // what a parameter is that a loop hands from turn to turn
	short    map[*ast.Ident]bool           // names that a := declares
}

func survey(info *types.Info, fn ast.Decl) *function {
	f := &function{
		at:    make(map[token.Pos]int),
		turns: make(map[types.Object]types.Object),
		short: make(map[*ast.Ident]bool),
	}
	skip, ofType := make(map[*ast.Ident]bool), make(map[ast.Expr]bool)
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			f.declares(info, n)
		case *ast.CallExpr:
			for _, id := range f.turn(info, n) {
				skip[id] = true
			}
		case *ast.SelectorExpr:
			skip[n.Sel] = true // its meaning follows from what it is selected from
			ofType[n.X] = isType(info.Uses[n.Sel])
		case *ast.Ident:
			obj := info.ObjectOf(n)
			if _, label := obj.(*types.Label); !label && !isField(obj) && !skip[n] && n.Name != "_" {
				f.mentions = append(f.mentions, mention{n, obj, ofType[n] || isType(obj)})
			}
		}
		return true
	})
	slices.SortFunc(f.mentions, func(a, b mention) int { return cmp.Compare(a.id.Pos(), b.id.Pos()) })
	for i, m := range f.mentions {
		f.at[m.id.Pos()] = i
	}
	return f
}

// declares notes what a := declares, but for what somebody waits for: that is written anew.
func (f *function) declares(info *types.Info, assign *ast.AssignStmt) {
	if call, ok := assign.Rhs[0].(*ast.CallExpr); ok {
		if ofRuntime(typeutil.StaticCallee(info, call)) {
			return
		}
	}
	for _, e := range assign.Lhs {
		if id, ok := e.(*ast.Ident); ok && info.Defs[id] != nil {
			f.short[id] = true
		}
	}
}

func ofRuntime(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == RuntimePath
}

// turn notes the state of a loop: the parameter of its step is the variable that
// the loop begins with, which a function that calls itself declares anew as well.
//
//	promise.Recurse(x, func(x T) …)
//
// It returns the mentions that such a function does without when it does not use it.
func (f *function) turn(info *types.Info, call *ast.CallExpr) []*ast.Ident {
	fn := typeutil.StaticCallee(info, call)
	if !ofRuntime(fn) || fn.Name() != "Recurse" {
		return nil
	}
	first, ok := call.Args[0].(*ast.Ident)
	step, isLit := call.Args[1].(*ast.FuncLit)
	if !ok || !isLit {
		return nil
	}
	for _, name := range step.Type.Params.List[0].Names {
		if name.Name == first.Name {
			f.turns[info.Defs[name]] = info.Uses[first]
			if !uses(info, step.Body, info.Defs[name]) {
				return []*ast.Ident{first, name}
			}
		}
	}
	return nil
}

func uses(info *types.Info, in ast.Node, obj types.Object) bool {
	for n := range ast.Preorder(in) {
		if id, ok := n.(*ast.Ident); ok && info.Uses[id] == obj {
			return true
		}
	}
	return false
}

// count says how many mentions stand before one place and from another one on.
func (f *function) count(start, end token.Pos) (head, tail int) {
	for _, m := range f.mentions {
		if m.id.Pos() < start {
			head++
		}
		if m.id.Pos() >= end {
			tail++
		}
	}
	return head, tail
}

func isType(obj types.Object) bool {
	_, ok := obj.(*types.TypeName)
	return ok
}

func isField(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.IsField()
}

// meaning is what a mention refers to outside of the edited text: something that
// stands outside of the function, or one of the head mentions that declares it;
// empty for what is declared inside.
func (f *function) meaning(m mention, head int) string {
	obj := m.obj
	for f.turns[obj] != nil {
		obj = f.turns[obj]
	}
	if obj == nil {
		return ""
	}
	if i, local := f.at[obj.Pos()]; local {
		if i >= head {
			return ""
		}
		return "declared by mention " + strconv.Itoa(i)
	}
	if name, ok := obj.(*types.PkgName); ok {
		return "package " + name.Imported().Path()
	}
	if obj.Pkg() == nil {
		return "built in"
	}
	return "declared in " + obj.Pkg().Path()
}

// A kind tells apart what cannot be confused: no text compiles with a type in the
// place of a value.
type kind struct {
	name   string
	isType bool
}

func (m mention) kind() kind { return kind{m.id.Name, m.isType} }

// A tally counts meanings of names, those inside as empty.
type tally map[kind]map[string]int

func (f *function) tally(head, tail int) tally {
	t := make(tally)
	for _, m := range f.mentions[head : len(f.mentions)-tail] {
		if t[m.kind()] == nil {
			t[m.kind()] = make(map[string]int)
		}
		t[m.kind()][f.meaning(m, head)]++
	}
	return t
}

// compare compares a function before and after, without the mentions at its head
// and tail, which no edit concerns. A name that is new may be that of an adapter
// or of its parameters, and exits may be fewer or more than before.
func compare(old, edited *function, head, tail int) error {
	if head+tail > len(edited.mentions) {
		return nil // the edit leaves less than it was about: nothing is kept of it
	}
	for id, t := range edited.inferred(head, tail) {
		if had := old.typesOf(id.Name, head, tail); len(had) > 0 && !had[t] {
			return fmt.Errorf("the flattened code would declare %s with another type, %s", id.Name, t)
		}
	}
	was, is := old.tally(head, tail), edited.tally(head, tail)
	for _, k := range slices.SortedFunc(maps.Keys(was), kind.compare) {
		for _, meaning := range slices.Sorted(maps.Keys(is[k])) {
			switch {
			case was[k][meaning] > 0:
			case meaning != "":
				return fmt.Errorf("the flattened code would use another %s", k.name)
			case total(is[k])-is[k][""] < total(was[k]):
				return fmt.Errorf("the flattened code would hide %s, which its text uses", k.name)
			}
		}
	}
	return nil
}

func (k kind) compare(o kind) int { return strings.Compare(k.name, o.name) }

func total(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}
