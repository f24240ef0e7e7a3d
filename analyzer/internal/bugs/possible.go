package bugs

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/internal/promises"
)

// Possible says whether a package has anything that a rule looks at. It asks
// much less than the rules do: most packages have no function that is told of
// an error.
func Possible(pkg *types.Package, info *types.Info, files []*ast.File) bool {
	if usesRuntime(pkg) {
		return true
	}
	s := &sketch{info: info, contexts: imports(pkg, "context")}
	return slices.ContainsFunc(files, s.possible)
}

// A sketch is as much of a package as one look at its syntax tells.
type sketch struct {
	info     *types.Info
	contexts bool // the package may have contexts, and ignore them
}

func (s *sketch) possible(file *ast.File) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncType:
			found = s.completes(n)
		case *ast.CallExpr:
			found = s.calls(n)
		}
		return !found
	})
	return found
}

// completes says whether functions of a type have a completion, or are one.
func (s *sketch) completes(typ *ast.FuncType) bool {
	for _, field := range typ.Params.List {
		t := s.info.TypeOf(field.Type)
		if t != nil && (typ.Results == nil && isFailure(t) || failureOf(t) >= 0) {
			return true
		}
	}
	return false
}

// calls says whether a call tells a function of an error, or may start an
// operation that has a context at hand.
func (s *sketch) calls(call *ast.CallExpr) bool {
	if t := s.info.TypeOf(call.Fun); t != nil && failureOf(t) >= 0 {
		return true
	}
	if !s.contexts {
		return false
	}
	return promises.Is(s.info.TypeOf(call)) || slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := s.info.TypeOf(arg)
		if t == nil {
			return false // does not type-check
		}
		sig, ok := t.Underlying().(*types.Signature)
		return ok && sig.Results().Len() == 0 && sig.Params().Len() > 0
	})
}

// usesRuntime says whether a package imports a part of the runtime.
func usesRuntime(pkg *types.Package) bool {
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool {
		return strings.HasPrefix(p.Path(), runtimePath)
	})
}
