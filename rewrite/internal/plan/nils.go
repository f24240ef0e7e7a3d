package plan

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/types/typeutil"
)

// Nils knows which parameters of functions of a package are nil at a call: callbacks that
// need not be there.
type Nils struct {
	pkg   *types.Package
	info  *types.Info
	files []*ast.File
	calls map[types.Object]*ast.CallExpr // nil until somebody asks
}

// NewNils returns what is to be known of a package.
func NewNils(pkg *types.Package, info *types.Info, files []*ast.File) *Nils {
	return &Nils{pkg: pkg, info: info, files: files}
}

// At is a call in the package at which a parameter is nil, or is another one that is nil
// at some call itself; nil if there is none.
func (n *Nils) At(param types.Object) *ast.CallExpr {
	if n.calls == nil {
		n.calls = make(map[types.Object]*ast.CallExpr)
		for n.more() {
		}
	}
	return n.calls[param]
}

// more notes the parameters that are nil, for all that is known of others, and reports
// whether there were such.
func (n *Nils) more() bool {
	known := len(n.calls)
	for _, file := range n.files {
		ast.Inspect(file, func(node ast.Node) bool {
			if call, ok := node.(*ast.CallExpr); ok {
				n.note(call)
			}
			return true
		})
	}
	return len(n.calls) > known
}

func (n *Nils) note(call *ast.CallExpr) {
	fn, ok := typeutil.Callee(n.info, call).(*types.Func)
	if !ok || fn.Pkg() != n.pkg {
		return
	}
	params := fn.Origin().Signature().Params()
	for i, arg := range call.Args[:min(len(call.Args), params.Len())] {
		if n.isNil(arg) && n.calls[params.At(i)] == nil {
			n.calls[params.At(i)] = call
		}
	}
}

func (n *Nils) isNil(arg ast.Expr) bool {
	id, ok := ast.Unparen(arg).(*ast.Ident)
	return n.info.Types[arg].IsNil() || ok && n.calls[n.info.Uses[id]] != nil
}

// IsParameter reports whether an identifier in the file stands for a parameter.
func (s *Source) IsParameter(id *ast.Ident) bool {
	pos := s.Info.Uses[id].Pos()
	path, _ := astutil.PathEnclosingInterval(s.File, pos, pos)
	if len(path) < 2 {
		return false
	}
	_, ok := path[1].(*ast.Field)
	return ok
}
