package cps

import (
	"go/types"

	"github.com/unnest-go/unnest/internal/syntax"
)

// linked notes the variables of the package that a go:linkname directive names: some other
// package does to them what it likes.
//
//	//go:linkname fired
//	var fired atomic.Bool
func (m *moved) linked() {
	for _, file := range m.pass.Files {
		for _, names := range syntax.Linknames(file) {
			if v, ok := m.pass.Pkg.Scope().Lookup(names[0]).(*types.Var); ok {
				m.note(v, motion{op: storeOp})
			}
		}
	}
}
