package pyramid

import (
	"go/ast"

	"golang.org/x/tools/go/packages"
)

// Possible returns the packages that may have pyramids of a depth: those with
// function literals nested that deep, whatever the literals are for. Of the
// others only facts would be of interest, and only to these.
func Possible(pkgs []*packages.Package, depth int) []*packages.Package {
	var possible []*packages.Package
	for _, pkg := range pkgs {
		if nests(pkg, depth) {
			possible = append(possible, pkg)
		}
	}
	return possible
}

func nests(pkg *packages.Package, depth int) bool {
	for _, f := range pkg.Syntax {
		c := nesting{want: depth}
		ast.Walk(&c, f)
		if c.found {
			return true
		}
	}
	return false
}

// A nesting looks for function literals inside of function literals.
type nesting struct {
	want  int // literals that are still to be entered
	found bool
}

// Visit implements ast.Visitor: it walks a literal with one less to be found.
func (n *nesting) Visit(node ast.Node) ast.Visitor {
	lit, ok := node.(*ast.FuncLit)
	switch {
	case n.found:
		return nil
	case !ok:
		return n
	case n.want <= 1:
		n.found = true
		return nil
	}
	inner := nesting{want: n.want - 1}
	ast.Walk(&inner, lit.Body)
	n.found = inner.found
	return nil
}
