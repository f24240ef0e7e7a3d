package cps

import (
	"go/types"

	"github.com/unnest-go/unnest/analyzer/internal/leftout"
)

// A hidden is what files that are not analyzed may do to the variables of the package and the fields of
// its types.
type hidden struct {
	set  map[*types.Var][]motion
	used []*types.Var
}

// hiddenIn reads such files.
func (m *moved) hiddenIn() *hidden {
	if m.hidden != nil {
		return m.hidden
	}
	m.hidden = &hidden{set: make(map[*types.Var][]motion)}
	files := leftout.Files(m.pass)
	if len(files) == 0 {
		return m.hidden
	}
	byName := make(map[leftout.Name][]*types.Var)
	for _, obj := range m.pass.TypesInfo.Defs {
		if v, ok := obj.(*types.Var); ok && (v.IsField() || ofPackage(v)) {
			name := leftout.Name{Text: v.Name(), Field: v.IsField()}
			byName[name] = append(byName[name], v)
		}
	}
	for _, file := range files {
		leftout.Set(file, func(name leftout.Name, always bool) {
			o := motion{op: storeOp}
			if always {
				o.to = "true"
			}
			for _, v := range byName[name] {
				m.hidden.set[v] = append(m.hidden.set[v], o)
			}
		})
		leftout.Used(file, func(name leftout.Name) { m.hidden.used = append(m.hidden.used, byName[name]...) })
	}
	return m.hidden
}
