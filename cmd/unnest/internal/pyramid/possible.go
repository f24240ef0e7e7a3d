package pyramid

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer"
)

// Possible says whether a package may have pyramids as they are configured: it
// has function literals nested deep enough that may be continuations as far as
// they and their calls tell.
func Possible(pkg *packages.Package, cfg *analyzer.Config) bool {
	for _, f := range pkg.Syntax {
		n := nesting{
			info: pkg.TypesInfo, declared: len(cfg.Once) > 0, want: cfg.Depth,
			others: make(map[*ast.FuncLit]bool),
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
	declared bool                  // any function may be one that calls back
	want     int                   // literals that are still to be entered
	others   map[*ast.FuncLit]bool // that are no continuations
	found    bool
}

// Visit implements ast.Visitor: it walks a literal with one less to be found.
func (n *nesting) Visit(node ast.Node) ast.Visitor {
	if n.found {
		return nil
	}
	if call, ok := node.(*ast.CallExpr); ok {
		n.look(call)
	}
	lit, ok := node.(*ast.FuncLit)
	if !ok || lit.Type.Results != nil || n.others[lit] {
		return n
	}
	if n.want <= 1 {
		n.found = true
		return nil
	}
	inner := *n
	inner.want--
	ast.Walk(&inner, lit.Body)
	n.found = inner.found
	return nil
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
