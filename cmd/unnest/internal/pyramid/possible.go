package pyramid

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/internal/syntax"
)

// Possible says whether a package may have pyramids as they are configured: it
// has function literals nested deep enough that may be continuations as far as
// they and their calls tell.
func Possible(pkg *packages.Package, cfg *analyzer.Config) bool {
	for _, f := range pkg.Syntax {
		n := nesting{
			info: pkg.TypesInfo, declared: len(cfg.Once) > 0, want: cfg.Depth,
			others: make(map[*ast.FuncLit]bool), names: make(map[*ast.FuncLit]string),
		}
		ast.Walk(&n, f)
		if n.found {
			return true
		}
	}
	return false
}

// A nesting looks for function literals inside of function literals.
type nesting struct {
	info     *types.Info
	declared bool                    // any function may be one that calls back
	want     int                     // literals that are still to be entered
	others   map[*ast.FuncLit]bool   // that are no continuations
	names    map[*ast.FuncLit]string // of the variables that literals are assigned to
	around   []string                // names of the functions around
	found    bool
}

// Visit implements ast.Visitor: it walks a literal with one less to be found.
func (n *nesting) Visit(node ast.Node) ast.Visitor {
	if n.found {
		return nil
	}
	switch node := node.(type) {
	case *ast.FuncDecl:
		if node.Body != nil {
			n.enter(node.Name.Name, node.Body, 0)
		}
		return nil
	case *ast.AssignStmt:
		n.assigned(node)
	case *ast.CallExpr:
		n.look(node)
	case *ast.FuncLit:
		n.literal(node)
		return nil
	}
	return n
}

// literal looks into a literal, which is found when it is the last one wanted.
func (n *nesting) literal(lit *ast.FuncLit) {
	if lit.Type.Results != nil || n.others[lit] {
		n.enter(n.names[lit], lit.Body, 0)
		return
	}
	n.found = n.want <= 1 || n.want == 2 && n.repeats(lit.Body)
	if !n.found {
		n.enter(n.names[lit], lit.Body, 1)
	}
}

// enter looks into a function of a name, a literal among so many others.
func (n *nesting) enter(name string, body *ast.BlockStmt, levels int) {
	inner := *n
	inner.want -= levels
	if name != "" {
		inner.around = append(slices.Clip(n.around), name)
	}
	ast.Walk(&inner, body)
	n.found = inner.found
}

// assigned notes the variables to which literals are assigned.
func (n *nesting) assigned(assign *ast.AssignStmt) {
	for i, value := range assign.Rhs {
		lit, ok := value.(*ast.FuncLit)
		if id, isName := assign.Lhs[i].(*ast.Ident); ok && isName {
			n.names[lit] = id.Name
		}
	}
}

// repeats says whether the last that a body does is to call a function around
// it, which makes one more level.
func (n *nesting) repeats(body *ast.BlockStmt) bool {
	call := syntax.EndsInCall(body)
	if call == nil {
		return false
	}
	name := syntax.CalledName(call)
	return name != nil && slices.Contains(n.around, name.Name)
}

// look notes the literals of a call that are no continuations: one that is
// called on the spot, and those of tests, which nest them more than others and
// which nothing but a declaration takes for one.
func (n *nesting) look(call *ast.CallExpr) {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		n.others[lit] = true
	}
	if n.declared {
		return
	}
	fn := typeutil.StaticCallee(n.info, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "testing" {
		return
	}
	for _, arg := range call.Args {
		if lit, ok := arg.(*ast.FuncLit); ok {
			n.others[lit] = true
		}
	}
}
