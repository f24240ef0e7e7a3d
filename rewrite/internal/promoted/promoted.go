// Package promoted finds what a new method would hide.
//
// In go type-checked packages; out comes what types have by a name from those that are
// embedded in them, where a method of that name of another embedded type would come to be
// selected, or to be one of two.
//
//	type D struct {
//		*T  // comes to have a method FetchPromise
//		mid // has one already, which D{}.FetchPromise selects
//	}
package promoted

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// Promoted knows the types with others embedded in them. Several goroutines may ask at once.
type Promoted struct {
	units []unit
	once  sync.Once

	within map[string][]place // where a type is embedded, by its key; it is within itself, too
	asked  map[string]bool    // names of methods of interfaces
}

// A unit is a package.
type unit struct {
	fset  *token.FileSet
	types *types.Package
	info  *types.Info
	files []*ast.File
}

// A place is a type in which another one is embedded.
type place struct {
	t     types.Type
	at    token.Position
	depth int // how far down
}

// A Hidden is what a type has by a name from one that is embedded in it.
type Hidden struct {
	Object types.Object
	In     types.Type
	At     token.Position // of that type
}

// Add adds a package, before anything is asked.
func (p *Promoted) Add(fset *token.FileSet, pkg *types.Package, info *types.Info, files []*ast.File) {
	p.units = append(p.units, unit{fset, pkg, info, files})
}

// By lists what another method by a name would hide, of the type that has a method.
func (p *Promoted) By(method *types.Func, name string) []Hidden {
	owner := (&chain.Operation{Func: method}).Owner()
	if owner == nil {
		return nil
	}
	p.once.Do(p.find)
	var all []Hidden
	for _, in := range p.within[keyOf(owner)] {
		obj, index, _ := types.LookupFieldOrMethod(in.t, true, method.Pkg(), name)
		if obj != nil && len(index) > max(in.depth, 1) {
			all = append(all, Hidden{obj, in.t, in.at})
		}
	}
	return all
}

// find reads all types.
func (p *Promoted) find() {
	p.within, p.asked = make(map[string][]place), make(map[string]bool)
	seen := make(map[*types.Package]bool)
	for _, u := range p.units {
		for _, file := range u.files {
			p.read(u, file)
		}
		p.asks(u)
		p.imported(u.types, seen)
	}
}

// read reads the types of a file: those that are declared, and structs without a name.
func (p *Promoted) read(u unit, file *ast.File) {
	declared := make(map[ast.Expr]bool)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeSpec:
			if obj := u.info.Defs[n.Name]; obj != nil && !n.Assign.IsValid() {
				declared[n.Type] = true
				p.embeds(obj.Type(), u.fset.PositionFor(n.Pos(), false))
			}
		case *ast.StructType:
			if !declared[n] {
				p.embeds(u.info.TypeOf(n), u.fset.PositionFor(n.Pos(), false))
			}
		}
		return true
	})
}

// embeds notes what is embedded in a type.
func (p *Promoted) embeds(t types.Type, at token.Position) {
	if len(embedded(t)) == 0 {
		return
	}
	for key, depth := range depths(t) {
		p.within[key] = append(p.within[key], place{t, at, depth})
	}
}

// depths tells how far down declared types are embedded in a type: it is at 0 itself.
func depths(t types.Type) map[string]int {
	found := make(map[string]int)
	level := []types.Type{t}
	for depth := 0; len(level) > 0; depth++ {
		var next []types.Type
		for _, t := range level {
			key := keyOf(t)
			if _, seen := found[key]; seen && key != "" {
				continue
			}
			found[key] = depth
			next = append(next, embedded(t)...)
		}
		level = next
	}
	delete(found, "")
	return found
}

// embedded lists the types that are embedded in a struct.
func embedded(t types.Type) []types.Type {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var list []types.Type
	for f := range s.Fields() {
		if f.Embedded() {
			list = append(list, pointed(f.Type()))
		}
	}
	return list
}

// pointed is a type, or the one that it points to.
func pointed(t types.Type) types.Type {
	t = types.Unalias(t)
	if pointer, ok := t.(*types.Pointer); ok {
		return types.Unalias(pointer.Elem())
	}
	return t
}

// keyOf identifies a declared type in whatever variant of its package, empty for others.
func keyOf(t types.Type) string {
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return ""
	}
	return named.Obj().Pkg().Path() + "." + named.Obj().Name()
}
