package plan

import (
	"bytes"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/spell"
)

// A Source is a file with what the compiler knows of it.
type Source struct {
	Fset *token.FileSet
	Pkg  *types.Package
	Info *types.Info
	File *ast.File
	Text []byte // as the parser saw it

	Files    []*ast.File              // of the package
	Adapters map[string][]*types.Func // functions in sight that return an operation as a promise, by its key
	Settled  map[*types.Func]bool     // those of them whose promise may have settled already

	// Unset are variables of other packages with names of errors that may be nil.
	Unset map[types.Object]bool

	// MayBeNil reports whether a callback may be nil.
	MayBeNil func(types.Object) bool

	// Asks reports whether a function may ask by whom it is called, if it is set.
	Asks func(ast.Expr) bool

	// AsksIn reports whether a call tells by whom the function is called that makes it, if it is set.
	AsksIn func(*ast.CallExpr) bool

	// Kept says whether a comment keeps what stands at a place.
	Kept func(token.Pos) bool

	// Import names a package that the file imports or is to import; nil when it may not be
	// edited.
	Import func(*types.Package) string

	// Derived:
	idents []*ast.Ident                  // in source order
	named  map[string][]*ast.Ident       // those with a name
	uses   map[types.Object][]*ast.Ident // declaration and uses of each object
	writes map[types.Object][]*ast.Ident // those of them that are assigned or whose address is taken
	wire   *wire                         // the channel on which sending is completing, or nil

	sets  *assignments          // nil as long as nobody asked for them
	backs map[types.Object]bool // what calledBack says, nil as long as nobody asked

	decls map[types.Object]*ast.FuncDecl // the functions of the package, nil as long as nobody asked
}

// NewSource indexes a file.
func NewSource(
	fset *token.FileSet, pkg *types.Package, info *types.Info, file *ast.File, text []byte,
) *Source {
	s := &Source{Fset: fset, Pkg: pkg, Info: info, File: file, Text: text}
	s.named = make(map[string][]*ast.Ident)
	s.uses = make(map[types.Object][]*ast.Ident)
	s.writes = make(map[types.Object][]*ast.Ident)
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			s.idents = append(s.idents, id)
			s.named[id.Name] = append(s.named[id.Name], id)
			if obj := s.Info.ObjectOf(id); obj != nil {
				s.uses[obj] = append(s.uses[obj], id)
			}
		}
		for _, id := range s.written(n) {
			if obj := s.Info.Uses[id]; obj != nil {
				s.writes[obj] = append(s.writes[obj], id)
			}
		}
		return true
	})
	slices.SortFunc(s.idents, func(a, b *ast.Ident) int { return int(a.Pos() - b.Pos()) })
	s.shareTurns()
	return s
}

// written lists the variables that a node assigns or takes the address of.
func (s *Source) written(n ast.Node) []*ast.Ident {
	var operands []ast.Expr
	switch n := n.(type) {
	case *ast.AssignStmt:
		operands = n.Lhs
	case *ast.RangeStmt:
		operands = []ast.Expr{n.Key, n.Value}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			operands = []ast.Expr{n.X}
		}
	case *ast.SelectorExpr:
		if s.addresses(n) {
			operands = []ast.Expr{n.X}
		}
	}
	var ids []*ast.Ident
	for _, e := range operands {
		switch e := ast.Unparen(e).(type) {
		case *ast.Ident:
			ids = append(ids, e)
		case *ast.SelectorExpr:
			if s.Info.Selections[e] == nil { // of a package
				ids = append(ids, e.Sel)
			}
		}
	}
	return ids
}

// between lists the identifiers in a range.
func (s *Source) between(from, to token.Pos) []*ast.Ident {
	at := func(pos token.Pos) int {
		i, _ := slices.BinarySearchFunc(s.idents, pos, func(id *ast.Ident, pos token.Pos) int {
			return int(id.Pos() - pos)
		})
		return i
	}
	return s.idents[at(from):max(at(from), at(to))]
}

// Slice is the source text between two positions.
func (s *Source) Slice(from, to token.Pos) string {
	return string(s.Text[s.Offset(from):s.Offset(to)])
}

// Offset is the index of a position in the text.
func (s *Source) Offset(pos token.Pos) int { return s.Fset.PositionFor(pos, false).Offset }

// Comment is the text of a comment as it stands in the file. The parser takes
// carriage returns out of it, and so it may be longer than the node says.
func (s *Source) Comment(c *ast.Comment) string {
	text := s.Text[s.Offset(c.Pos()):]
	if bytes.HasPrefix(text, []byte("/*")) {
		return string(text[:bytes.Index(text, []byte("*/"))+len("*/")])
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return string(bytes.TrimRight(line, "\r"))
}

// Line is the line of a position.
func (s *Source) Line(pos token.Pos) int { return s.Fset.PositionFor(pos, false).Line }

// BeginsLine reports whether nothing but blanks stands before a place on its
// line.
func (s *Source) BeginsLine(pos token.Pos) bool {
	before := s.Text[:s.Offset(pos)]
	return len(bytes.TrimLeft(before[bytes.LastIndexByte(before, '\n')+1:], " \t")) == 0
}

// Named lists the identifiers with a name.
func (s *Source) Named(name string) []*ast.Ident { return s.named[name] }

// Uses lists the identifiers that declare and use an object, in source order.
func (s *Source) Uses(obj types.Object) []*ast.Ident { return s.uses[obj] }

// usedIn reports whether an identifier that is not its declaration refers to
// obj in one range and not in the other.
func (s *Source) usedIn(obj types.Object, in, but ast.Node) bool {
	for _, id := range s.uses[obj] {
		if s.Info.Uses[id] == nil || !within(id.Pos(), in) {
			continue
		}
		if but == nil || !within(id.Pos(), but) {
			return true
		}
	}
	return false
}

// readIn reports whether obj is used in one range and not in the other as more
// than the target of an assignment.
func (s *Source) readIn(obj types.Object, in, but ast.Node) bool {
	targets := make(map[*ast.Ident]bool)
	ast.Inspect(in, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if ok && (assign.Tok == token.ASSIGN || assign.Tok == token.DEFINE) {
			for _, lhs := range assign.Lhs {
				if id, ok := lhs.(*ast.Ident); ok {
					targets[id] = true
				}
			}
		}
		return true
	})
	for _, id := range s.uses[obj] {
		if s.Info.Uses[id] == nil || targets[id] || !within(id.Pos(), in) {
			continue
		}
		if but == nil || !within(id.Pos(), but) {
			return true
		}
	}
	return false
}

// Same says of each variable on the left of an assignment whether it is given its own value.
func (s *Source) Same(assign *ast.AssignStmt) []bool {
	same := make([]bool, len(assign.Lhs))
	if len(assign.Lhs) != len(assign.Rhs) {
		return same
	}
	for i := range same {
		to, isName := assign.Lhs[i].(*ast.Ident)
		from, named := assign.Rhs[i].(*ast.Ident)
		same[i] = isName && named && s.Info.Uses[to] != nil && s.Info.Uses[to] == s.Info.Uses[from]
	}
	return same
}

// Place is where a type would be written at pos.
func (s *Source) Place(pos token.Pos) *spell.Place {
	place := spell.At(s.Pkg, s.Info, s.File, pos)
	place.Import = s.Import
	return place
}

// place is where the chain stands, behind what goes before it.
func (p *Part) place() *spell.Place {
	place := p.Src.Place(p.Stmt.Pos())
	place.Moved = p.moved
	return place
}

// declaredInFunc reports whether a declared function declares an object outside of literals.
func (s *Source) declaredInFunc(obj types.Object) bool {
	found := false
	for _, decl := range s.File.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || !within(obj.Pos(), fn) || fn.Name.Pos() == obj.Pos() {
			continue
		}
		found = true
		ast.Inspect(fn, func(n ast.Node) bool {
			lit, ok := n.(*ast.FuncLit)
			found = found && (!ok || !within(obj.Pos(), lit))
			return found
		})
	}
	return found
}

// calledBack reports whether a literal that is given to a function calls a variable that is declared
// around it.
func (s *Source) calledBack(obj types.Object) bool {
	if s.backs == nil {
		s.backs = make(map[types.Object]bool)
		ast.PreorderStack(s.File, nil, func(n ast.Node, stack []ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				s.noteBack(call, stack)
			}
			return true
		})
	}
	return s.backs[obj]
}

// noteBack notes what a call calls, if it is such a variable.
func (s *Source) noteBack(call *ast.CallExpr, stack []ast.Node) {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return
	}
	v, ok := s.Info.Uses[id].(*types.Var)
	if !ok || !s.local(v) {
		return
	}
	lit, launch := innermost(stack)
	if launch != nil && slices.Contains(launch.Args, ast.Expr(lit)) && !within(v.Pos(), lit) {
		s.backs[v] = true
	}
}

// innermost is the last literal among nodes that stand in one another, and the call that it stands
// in, nil when it does not.
func innermost(stack []ast.Node) (*ast.FuncLit, *ast.CallExpr) {
	for i, n := range slices.Backward(stack) {
		if lit, ok := n.(*ast.FuncLit); ok {
			call, _ := stack[i-1].(*ast.CallExpr)
			return lit, call
		}
	}
	return nil, nil
}

func within(pos token.Pos, n ast.Node) bool { return n.Pos() <= pos && pos < n.End() }
