package cps

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer/internal/leftout"
)

// A hidden is what files that are not analyzed may do to the variables of the package and the fields of
// its types.
type hidden struct {
	*leftout.Reading

	byName map[leftout.Name][]*types.Var // variables of the package and fields of its types
}

// hiddenIn reads such files.
func (m *moved) hiddenIn() *hidden {
	if m.hidden != nil {
		return m.hidden
	}
	m.hidden = &hidden{Reading: &leftout.Reading{Pass: &analysis.Pass{TypesInfo: new(types.Info)}}}
	if files := leftout.Files(m.pass); len(files) > 0 {
		m.hidden = &hidden{leftout.Check(m.pass, files), byName(m.pass.TypesInfo)}
	}
	return m.hidden
}

// byName lists variables of a package and fields of its types.
func byName(info *types.Info) map[leftout.Name][]*types.Var {
	list := make(map[leftout.Name][]*types.Var)
	for _, obj := range info.Defs {
		if v, ok := obj.(*types.Var); ok && (v.IsField() || ofPackage(v)) {
			name := leftout.Name{Text: v.Name(), Field: v.IsField()}
			list[name] = append(list[name], v)
		}
	}
	return list
}

// means lists what a name in a file that is not analyzed may mean: where that is not known, whatever has
// the name.
func (h *hidden) means(id *ast.Ident, field bool) []types.Object {
	if obj := h.Pass.TypesInfo.ObjectOf(id); obj != nil {
		return []types.Object{obj}
	}
	var list []types.Object
	for _, v := range h.byName[leftout.Name{Text: id.Name, Field: field}] {
		list = append(list, v)
	}
	return list
}

// twin is an object of the package, where the types of files have another one that are not analyzed.
func (m *moved) twin(v *types.Var) *types.Var {
	if m.hidden != nil {
		if own, ok := m.hidden.Twins[v].(*types.Var); ok {
			return own
		}
	}
	return v
}

// own reports whether a package is the one that is analyzed.
func (m *moved) own(pkg *types.Package) bool {
	return pkg == m.pass.Pkg || m.hidden != nil && pkg != nil && pkg == m.hidden.Pass.Pkg
}

// collectHidden notes what files do that are not analyzed.
func (m *moved) collectHidden() {
	hidden := m.hiddenIn()
	for _, file := range hidden.Pass.Files {
		leftout.Set(file, hidden.Pass.TypesInfo, func(name leftout.Name, always bool) {
			o := motion{op: storeOp}
			if always {
				o.to = "true"
			}
			for _, v := range hidden.byName[name] {
				m.note(v, o)
			}
		})
	}
	m.alikes() // of the package that is analyzed
	analyzed := m.pass
	m.pass = hidden.Pass
	for _, file := range m.pass.Files {
		m.collect(file)
	}
	m.pass = analyzed
}

// collectHidden notes what files do with timers that are not analyzed.
func (t *timers) collectHidden() {
	hidden := t.index.moved.hiddenIn()
	for _, file := range hidden.Pass.Files {
		leftout.Used(file, hidden.Pass.TypesInfo, func(id *ast.Ident, field bool) {
			for _, obj := range hidden.means(id, field) {
				t.flow(t.placeOf(obj), again, obj.Type())
			}
		})
		for _, decl := range file.Decls {
			t.collect(newScope(hidden.Pass.TypesInfo, decl, t.index.moved))
		}
	}
}

// placeOf is where what a variable has is, or a function returns.
func (t *timers) placeOf(obj types.Object) any {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.Origin()
	case *types.Func:
		return obj.Origin()
	}
	return nil
}
