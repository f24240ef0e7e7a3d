package cps

import (
	"go/ast"
	"go/types"
	"maps"

	"github.com/unnest-go/unnest/analyzer/internal/leftout"
)

// A hidden is what files that are not analyzed may do to the variables of the package and the fields of
// its types.
type hidden struct {
	readings []*leftout.Reading
	twins    map[types.Object]types.Object
	pkgs     map[*types.Package]bool // of the readings

	byName map[leftout.Name][]*types.Var // variables of the package and fields of its types
}

// hiddenIn reads such files.
func (m *moved) hiddenIn() *hidden {
	if m.hidden != nil {
		return m.hidden
	}
	m.hidden = &hidden{twins: make(map[types.Object]types.Object), pkgs: make(map[*types.Package]bool)}
	files := leftout.Files(m.pass)
	if len(files) == 0 {
		return m.hidden
	}
	m.hidden.byName = byName(m.pass.TypesInfo)
	m.hidden.readings = leftout.Check(m.pass, files)
	for _, r := range m.hidden.readings {
		m.hidden.pkgs[r.Pass.Pkg] = true
		maps.Copy(m.hidden.twins, r.Twins)
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
func (h *hidden) means(info *types.Info, id *ast.Ident, field bool) []types.Object {
	if obj := info.ObjectOf(id); obj != nil {
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
		if own, ok := m.hidden.twins[v].(*types.Var); ok {
			return own
		}
	}
	return v
}

// own reports whether a package is the one that is analyzed.
func (m *moved) own(pkg *types.Package) bool {
	return pkg == m.pass.Pkg || m.hidden != nil && m.hidden.pkgs[pkg]
}

// collectHidden notes what files do that are not analyzed.
func (m *moved) collectHidden() {
	analyzed := m.pass
	hidden := m.hiddenIn()
	m.alikes() // of the package that is analyzed
	for _, r := range hidden.readings {
		m.pass = r.Pass
		for _, file := range m.pass.Files {
			m.named(file, hidden)
			m.collect(file)
		}
	}
	m.pass = analyzed
}

// named notes what a file sets of which no more than the name is known.
func (m *moved) named(file *ast.File, hidden *hidden) {
	leftout.Set(file, m.pass.TypesInfo, func(name leftout.Name, always bool) {
		o := motion{op: storeOp}
		if always {
			o.to = "true"
		}
		for _, v := range hidden.byName[name] {
			m.note(v, o)
		}
	})
}

// collectHidden notes what files do with timers that are not analyzed.
func (t *timers) collectHidden() {
	hidden := t.index.moved.hiddenIn()
	for _, r := range hidden.readings {
		info := r.Pass.TypesInfo
		for _, file := range r.Pass.Files {
			leftout.Used(file, info, func(id *ast.Ident, field bool) {
				for _, obj := range hidden.means(info, id, field) {
					t.flow(t.placeOf(obj), again, obj.Type())
				}
			})
			for _, decl := range file.Decls {
				t.collect(newScope(info, decl, t.index.moved))
			}
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
