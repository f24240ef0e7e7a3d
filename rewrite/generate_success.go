package rewrite

import (
	"go/ast"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A success is what a function does with callbacks that may be told of a success by
// a nil error: it calls them with nil, or passes them on to a function of its package.
type success struct {
	params []string // names
	told   map[string]bool
	passed map[string][]argument
}

// An argument is a place among those of a function.
type argument struct {
	callee string
	index  int
}

// note notes what a declaration does.
func (s *success) note(decl *ast.FuncDecl) {
	s.params = nil
	for _, field := range decl.Type.Params.List {
		for _, id := range field.Names {
			s.params = append(s.params, id.Name)
		}
	}
	ast.Inspect(decl, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			s.call(call)
		}
		return true
	})
}

func (s *success) call(call *ast.CallExpr) {
	fn, ok := call.Fun.(*ast.Ident)
	if !ok {
		return
	}
	if s.told == nil {
		s.told, s.passed = make(map[string]bool), make(map[string][]argument)
	}
	for i, arg := range call.Args {
		id, ok := arg.(*ast.Ident)
		switch {
		case !ok:
		case id.Name == "nil":
			s.told[fn.Name] = s.told[fn.Name] || len(call.Args) == 1
		default:
			s.passed[id.Name] = append(s.passed[id.Name], argument{fn.Name, i})
		}
	}
}

// succeeds reports whether an operation tells its continuation of a success by a nil
// error alone, somewhere.
func (l *Listing) succeeds(op *chain.Operation) bool {
	name := op.Func.Signature().Params().At(op.Index).Name()
	return l.tells(declared(op), name, make(map[argument]bool))
}

func (l *Listing) tells(function, param string, seen map[argument]bool) bool {
	d := l.declared[function]
	if d == nil {
		return false
	}
	if d.success.told[param] {
		return true
	}
	for _, arg := range d.success.passed[param] {
		to := l.declared[arg.callee]
		if to == nil || seen[arg] || arg.index >= len(to.success.params) {
			continue
		}
		seen[arg] = true
		if l.tells(arg.callee, to.success.params[arg.index], seen) {
			return true
		}
	}
	return false
}
