package cps

import (
	"go/types"
	"strings"
)

// linked notes the variables of the package that a go:linkname directive names: some other
// package does to them what it likes.
//
//	//go:linkname fired
//	var fired atomic.Bool
func (m *moved) linked() {
	for _, file := range m.pass.Files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				words := strings.Fields(c.Text)
				if len(words) < 2 || words[0] != "//go:linkname" {
					continue
				}
				if v, ok := m.pass.Pkg.Scope().Lookup(words[1]).(*types.Var); ok {
					m.note(v, motion{op: storeOp})
				}
			}
		}
	}
}
