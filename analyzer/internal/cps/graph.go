package cps

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"
)

// Graph returns the control-flow graph of a function's body, nil when the body
// is not part of the package. Calls after which a function does not go on end
// their blocks.
func (x *Index) Graph(body *ast.BlockStmt) *cfg.CFG {
	s := x.scopeAt(body)
	if s == nil {
		return nil
	}
	return s.graph(body)
}
