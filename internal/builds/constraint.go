package builds

import (
	"go/ast"
	"go/build/constraint"
	"path/filepath"
	"slices"
	"strings"
)

// Of is the constraint under which builds have a file, nil for one that all have: what it says
// itself, the system and the architecture in its name, and that it needs cgo.
func Of(tree *ast.File, name string) constraint.Expr {
	var all constraint.Expr
	for _, text := range Comments(tree) {
		if expr, err := constraint.Parse(text); err == nil {
			all = And(all, expr)
		}
	}
	all = And(all, Named(name))
	for _, spec := range tree.Imports {
		if spec.Path.Value == `"C"` {
			return And(all, &constraint.TagExpr{Tag: cgo})
		}
	}
	return all
}

// Belongs reports whether a package has a file in any build. The go command reads none whose name begins with
// _ or a dot, and one with the tag ignore is run by itself.
func Belongs(tree *ast.File, name, pkg string) bool {
	if tree.Name.Name != pkg || strings.ContainsAny(filepath.Base(name)[:1], "_.") {
		return false
	}
	return !slices.ContainsFunc(Comments(tree), func(text string) bool {
		expr, err := constraint.Parse(text)
		return err == nil && expr.String() == "ignore"
	})
}

// Comments lists the comments by which builds leave a file out. Where one has the newer form,
// the others say nothing.
func Comments(tree *ast.File) []string {
	var older []string
	for _, group := range tree.Comments {
		for _, c := range group.List {
			switch {
			case c.Pos() > tree.Package:
				return older
			case constraint.IsGoBuild(c.Text):
				return []string{c.Text}
			case constraint.IsPlusBuild(c.Text):
				older = append(older, c.Text)
			}
		}
	}
	return older
}

// Named is the constraint that the name of a file stands for, nil for none.
func Named(name string) constraint.Expr {
	var all constraint.Expr
	for _, tag := range named(name) {
		all = And(all, &constraint.TagExpr{Tag: tag})
	}
	return all
}

// named lists the tags that the name of a file stands for.
//
//	poll_linux.go  poll_arm64.go  poll_linux_arm64_test.go
func named(file string) []string {
	name, _, _ := strings.Cut(filepath.Base(file), ".")
	parts := strings.Split(name, "_")[1:] // linux.go is for all systems
	if n := len(parts); n > 0 && parts[n-1] == "test" {
		parts = parts[:n-1]
	}
	n := len(parts)
	switch {
	case n == 0 || !known(parts[n-1]):
		return nil
	case n > 1 && knownSystem(parts[n-2]) && !knownSystem(parts[n-1]):
		return parts[n-2:]
	}
	return parts[n-1:]
}

// Any is the constraint under which one of several holds, nil for all builds.
func Any(list []constraint.Expr) constraint.Expr {
	var some constraint.Expr
	seen := make(map[string]bool)
	for _, expr := range list {
		if expr == nil {
			return nil
		}
		if text := expr.String(); !seen[text] {
			seen[text] = true
			some = or(some, expr)
		}
	}
	return some
}

// And is the constraint under which both of two hold, either of which may be nil.
func And(x, y constraint.Expr) constraint.Expr {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	return &constraint.AndExpr{X: x, Y: y}
}

// Without is the constraint under which one holds and none of others does. One of the others
// that is nil always does.
func Without(expr constraint.Expr, others []constraint.Expr) constraint.Expr {
	for _, other := range others {
		expr = And(expr, &constraint.NotExpr{X: other})
	}
	return expr
}

func or(x, y constraint.Expr) constraint.Expr {
	if x == nil {
		return y
	}
	return &constraint.OrExpr{X: x, Y: y}
}
