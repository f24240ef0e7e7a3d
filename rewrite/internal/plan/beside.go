package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A Local is a variable that is declared in its handler, before the statement that declared
// it together with one that is declared before the chain.
//
//	Pattern: file, err := Open(name); …; f(func(…) { …file… }) =>
//	var err error; file, err = Open(name)
//	So long as: no later step uses it, the statement stands in a list, without a directive, and
//	mentions nothing of its name, and the type has the same name there as before the chain,
//	which is none that the statement declares.
//	Because: it is of the same block as before, and nobody else sees it.
type Local struct {
	Name, Type string
	Before     *ast.AssignStmt
	Unread     bool // it is assigned only

	obj types.Object
}

// keepBeside finds the variables of a step that stay in its handler although something that
// is declared beside them leaves it. A statement that declares nothing else stays as it is.
func (p *Part) keepBeside(names *namer, s *Step) {
	for _, c := range s.Captures {
		stmt, ok := c.Decl.(*ast.AssignStmt)
		if !ok || p.keptBeside(c.Obj) || !c.Beside || !p.keepsAll(s, stmt) {
			continue
		}
		changes := slices.ContainsFunc(stmt.Lhs, func(e ast.Expr) bool { return p.leaves(s, e) })
		for _, c := range s.Captures {
			if c.Decl != ast.Node(stmt) || !c.Beside {
				continue
			}
			l := &Local{Name: c.Obj.Name(), Type: p.spell(c.Obj.Type()), obj: c.Obj}
			if changes {
				l.Before = stmt
				names.reserve(l.Type)
			}
			p.Locals, names.locals = append(p.Locals, l), append(names.locals, l)
		}
	}
}

// keptBeside reports whether a variable is one of those.
func (p *Part) keptBeside(obj types.Object) bool {
	return slices.ContainsFunc(p.Locals, func(l *Local) bool { return l.obj == obj })
}

// leaves reports whether an expression is a variable of a step that is declared before the
// chain.
func (p *Part) leaves(s *Step, e ast.Expr) bool {
	obj := p.Src.Info.ObjectOf(e.(*ast.Ident))
	return slices.ContainsFunc(s.Captures, func(c *chain.Capture) bool {
		return c.Obj == obj && !p.staysInside(s, obj) && (!c.Beside || p.Src.Info.Defs[e.(*ast.Ident)] == nil)
	})
}

// keepsAll reports whether what a statement of a step declares for that step alone can be
// declared in front of it.
func (p *Part) keepsAll(s *Step, stmt *ast.AssignStmt) bool {
	from := p.before(s, stmt)
	if !from.IsValid() || p.Src.directs(from, stmt) {
		return false
	}
	declared := func(word string) bool {
		return slices.ContainsFunc(stmt.Lhs, func(e ast.Expr) bool { return e.(*ast.Ident).Name == word })
	}
	there := p.Src.Place(stmt.Pos())
	return !slices.ContainsFunc(s.Captures, func(c *chain.Capture) bool {
		if !c.Beside || c.Decl != ast.Node(stmt) {
			return false
		}
		mentioned := func(e ast.Expr) bool { return mentions(e, c.Obj.Name()) }
		text, err := there.Type(c.Obj.Type())
		return err != nil || text != p.spell(c.Obj.Type()) ||
			slices.ContainsFunc(words(text), declared) || slices.ContainsFunc(stmt.Rhs, mentioned)
	})
}

// before is the end of what stands before a statement in its list, nothing for one that
// stands in none.
func (p *Part) before(s *Step, stmt ast.Stmt) token.Pos {
	at := token.NoPos
	ast.Inspect(s.Lit, func(n ast.Node) bool {
		list := syntax.List(n)
		switch i := slices.Index(list, stmt); {
		case i == 0:
			at = n.Pos()
		case i > 0:
			at = list[i-1].End()
		}
		return !at.IsValid()
	})
	return at
}

// mentions reports whether an expression mentions a name, or may do so in a function.
func mentions(e ast.Expr, name string) bool {
	for n := range ast.Preorder(e) {
		switch n := n.(type) {
		case *ast.FuncLit:
			return true
		case *ast.Ident:
			if n.Name == name {
				return true
			}
		}
	}
	return false
}
