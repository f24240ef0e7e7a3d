package nils

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"regexp"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// A wording is what packages ask of values that they know by an interface, by the words that it takes.
type wording struct {
	methods map[method]bool // that are in interfaces, wherever they write these
	calls   bool            // functions, whatever their types
	finds   bool            // methods, whatever their names
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
	w.calls = w.calls || other.calls
	w.finds = w.finds || other.finds
	w.unknown = w.unknown || other.unknown
}

// anything is that of a package whose texts nobody has read.
var anything = &wording{calls: true, finds: true, unknown: true}

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
		w := &wording{methods: make(map[method]bool)}
		for _, text := range texts {
			if writesInterface.Match(text) {
				file, _ := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
				w.interfaces(file)
			}
		}
		w.reflection(pkg, texts)
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

// reflection notes what a package does by reflection, itself or by packages of the standard library. It may
// have what package reflect declares from one that it imports.
func (w *wording) reflection(pkg *types.Package, texts [][]byte) {
	has := importsReflect(pkg)
	for _, imported := range pkg.Imports() {
		path := imported.Path()
		w.finds = w.finds || reflects[path]
		has = has || !syntax.OfStandard("", path) && importsReflect(imported)
	}
	for _, text := range texts {
		w.calls = w.calls || has && calling.Match(text)
		w.finds = w.finds || has && finding.Match(text)
	}
}

func importsReflect(pkg *types.Package) bool {
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return p.Path() == "reflect" })
}

// What calls a function of which only the value is known, and what has a method so.
var (
	calling = regexp.MustCompile(`\.\s*Call(Slice)?\b`)
	finding = regexp.MustCompile(`\.\s*Method(s|ByName)?\(`)
)

// asks is what others call of what they know by an interface.
type asks int

const (
	byName  asks = iota // methods that an interface of theirs has
	byTypes             // methods whose types they can write, if they may find these when they run
	forAll              // all that there is
)

// asksOf is what others call of what they see. Who gets an interface of the standard library, such as
// http.Handler, is taken to ask for other interfaces and for nothing else.
func asksOf(p passed) asks {
	switch {
	case p.reflects:
		return forAll
	case ofStandard(p.typ):
		return byName
	}
	return byTypes
}

// isAsked reports whether others may ask for a method of what they know by an interface.
func (n *Nils) isAsked(m *types.Func, ask asks) bool {
	switch {
	case ask == forAll:
		return true
	case !m.Exported() || !n.writable(m.Signature()):
		return false
	}
	w := n.wording()
	return w.unknown || ask == byTypes && w.finds || w.methods[method{m.Name(), m.Signature().Params().Len()}]
}

// isCalled reports whether others may call a function that they know by an interface.
func (n *Nils) isCalled(t types.Type, ask asks) bool {
	return ask == forAll || n.writable(t) && n.writable(t.Underlying()) || ask == byTypes && n.wording().calls
}
