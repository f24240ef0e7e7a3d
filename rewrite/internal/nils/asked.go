package nils

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A wording is what packages ask of values that they know by an interface, by the words that it takes.
type wording struct {
	reflection
	methods map[method]bool // that are in interfaces, wherever they write these
	unknown bool            // nobody has read the texts
}

// A method is one of an interface. The types in it have many names.
type method struct {
	name   string
	params int
}

// wording is that of all others. Who imports one of these packages has its interfaces, too.
func (n *Nils) wording() *wording {
	if n.others.wording != nil {
		return n.others.wording
	}
	all := &wording{methods: make(map[method]bool)}
	for pkg := range n.others.seen {
		all.add(n.wordingOf(pkg))
	}
	n.others.wording = all
	if !n.others.near {
		return all
	}
	for _, u := range n.units {
		for _, file := range u.files {
			all.interfaces(file)
		}
	}
	return all
}

func (w *wording) add(other *wording) {
	for m := range other.methods {
		w.methods[m] = true
	}
	w.reflection.add(other.reflection)
	w.unknown = w.unknown || other.unknown
}

// anything is that of a package whose texts nobody has read.
var anything = &wording{calls: true, finds: true, reads: true, serves: true, unknown: true}

// wordingOf is that of a package.
func (n *Nils) wordingOf(pkg *types.Package) *wording {
	if n.Bodies == nil {
		return anything
	}
	type key struct{}
	return syntax.WorkOut(n.Bodies, pkg, key{}, func() *wording {
		texts := n.Bodies.Texts(pkg)
		if texts == nil {
			return anything
		}
		w := &wording{reflection: reflectionOf(pkg, texts), methods: make(map[method]bool)}
		for _, text := range texts {
			if writesInterface.Match(text) {
				file, _ := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
				w.interfaces(file)
			}
		}
		return w
	})
}

// writesInterface tells a text without an interface that has something in it.
var writesInterface = regexp.MustCompile(`interface\s*(\{\s*[^\s}]|/)`)

// interfaces notes what the interfaces in a file have.
func (w *wording) interfaces(file *ast.File) {
	ast.Inspect(file, func(part ast.Node) bool {
		t, ok := part.(*ast.InterfaceType)
		if !ok {
			return true
		}
		for _, m := range t.Methods.List {
			if sig, ok := m.Type.(*ast.FuncType); ok && len(m.Names) > 0 {
				w.methods[method{m.Names[0].Name, sig.Params.NumFields()}] = true
			}
		}
		return true
	})
}

// asks is what others call of what they know by an interface.
type asks int

const (
	byName      asks = iota // methods that an interface of theirs has
	byTypes                 // methods that they find when they run, too
	withResults             // all that returns something, too, by packages of the standard library
	forAll                  // all that there is
)

// asksOf is what others call of what they see. Who gets an interface of the standard library, such as
// http.Handler, is taken to ask for other interfaces and for nothing else.
func asksOf(p passed) asks {
	switch {
	case p.ask != byName:
		return p.ask
	case ofStandard(p.typ):
		return byName
	}
	return byTypes
}

// isAsked reports whether others may ask for a method of what they know by an interface: by its types, if
// they can write these, or by reflection.
func (n *Nils) isAsked(m *types.Func, ask asks) bool {
	switch {
	case ask == forAll:
		return true
	case !m.Exported():
		return false
	}
	w, sig := n.wording(), m.Signature()
	if ask != byName && w.callsMethod(sig, ask) {
		return true
	}
	return n.writable(sig) &&
		(w.unknown || ask != byName && w.finds || w.methods[method{m.Name(), sig.Params().Len()}])
}

// isCalled reports whether others may call a function that they know by an interface.
func (n *Nils) isCalled(t types.Type, sig *types.Signature, ask asks) bool {
	return ask == forAll || n.writable(t) && n.writable(sig) ||
		ask != byName && n.wording().callsValue(sig, ask)
}
