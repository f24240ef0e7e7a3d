package nils

import (
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A reflection is what packages do with values when they run, for which they need no names of types.
type reflection struct {
	calls  bool // functions, whatever their types
	finds  bool // methods, whatever their names
	reads  bool // fields and elements
	serves bool // methods and functions that have results, by packages of the standard library
}

// reflectionOf is what a package does, itself or by packages of the standard library. It may have what
// package reflect declares from one that it imports.
func reflectionOf(pkg *types.Package, texts [][]byte) (r reflection) {
	has := importsReflect(pkg)
	for _, imported := range pkg.Imports() {
		path := imported.Path()
		r.serves = r.serves || reflects[path] == withResults
		r.calls = r.calls || reflects[path] == forAll
		has = has || !syntax.OfStandard("", path) && importsReflect(imported)
	}
	r.reads = r.serves
	for _, text := range texts {
		r.calls = r.calls || has && calling.Match(text)
		r.finds = r.finds || has && finding.Match(text)
		r.reads = r.reads || has && reading.Match(text)
	}
	return r
}

func importsReflect(pkg *types.Package) bool {
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return p.Path() == "reflect" })
}

// What calls a function of which only the value is known, what has a method so, and what has a field or an
// element.
var (
	calling = regexp.MustCompile(`\.\s*Call(Slice)?\b`)
	finding = regexp.MustCompile(`\.\s*Method(s|ByName)?\(`)
	reading = regexp.MustCompile(`\.\s*(Field\w*|Index|Map(Index|Range)|Seq2?|Recv)\b`)
)

func (r *reflection) add(other reflection) {
	r.calls = r.calls || other.calls
	r.finds = r.finds || other.finds
	r.reads = r.reads || other.reads
	r.serves = r.serves || other.serves
}

// callsValue reports whether somebody calls a function of this type that he has read out of a value.
func (r reflection) callsValue(sig *types.Signature, ask asks) bool {
	return r.calls || r.callsServed(sig, ask)
}

// callsMethod reports whether somebody calls a method of this type that he has found.
func (r reflection) callsMethod(sig *types.Signature, ask asks) bool {
	return r.finds && r.calls || r.callsServed(sig, ask)
}

// callsServed is that of packages of the standard library.
func (r reflection) callsServed(sig *types.Signature, ask asks) bool {
	return (r.serves || ask == withResults) && sig.Results().Len() > 0
}

// looksInto notes what others get at that read a value of these packages: fields, also of what is
// embedded, and elements, by their addresses. A struct of others is theirs.
//
//	vm.Set("table", &table{Fetch: fetched})
func (n *Nils) looksInto(t types.Type, ask asks, at token.Position) {
	w := n.wording()
	if ask == byName || !w.reads && !n.others.near && ask != withResults {
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if named, ok := types.Unalias(t).(*types.Named); ok && n.apart(named.Obj()) {
			return
		}
		for f := range u.Fields() {
			if f.Exported() || f.Embedded() {
				n.isRead(f.Type(), ask, at)
			}
		}
	case *types.Map:
		n.isRead(u.Key(), ask, at)
		n.isRead(u.Elem(), ask, at)
	case interface{ Elem() types.Type }: // pointer, slice, array, channel
		n.isRead(u.Elem(), ask, at)
	}
}

// isRead notes that others have read something out of a value. They know no type of it, whatever they know
// of the value: what is a function they call by reflection.
func (n *Nils) isRead(t types.Type, ask asks, at token.Position) {
	if ask == forAll {
		ask = byTypes
	}
	sig, isFunc := t.Underlying().(*types.Signature)
	if isFunc && !n.others.near && !n.wording().callsValue(sig, ask) {
		return
	}
	n.hides(t, ask, at)
	_, isPointer := t.Underlying().(*types.Pointer)
	if !isFunc && !isPointer && !types.IsInterface(t) {
		n.hides(types.NewPointer(t), ask, at)
	}
}

// gets notes what others have of what they have called by reflection, which knows no generic methods: these
// may make types without end.
//
//	func (b Box[T]) Map[R any](f func(T) R) Box[R]
func (n *Nils) gets(sig *types.Signature, ask asks, at token.Position) {
	w := n.wording()
	if ask == byName || !w.calls && !w.serves && ask != withResults || sig.TypeParams().Len() > 0 {
		return
	}
	for v := range sig.Results().Variables() {
		n.isRead(v.Type(), ask, at)
	}
}
