// Package nils finds the parameters of functions that may be nil at a call: callbacks that
// need not be there.
//
// In go type-checked packages; out comes where a parameter, or a local variable, may be nil.
// What a field has may be, and an element, and a variable of a package, and what other packages
// give, of which nothing is known: by what methods these call what they get, their texts tell. What
// is given is followed through variables, results, and calls of functions that are values, or methods
// of interfaces: they may be calls of all that have such a type. Something of a type parameter is
// followed in the same way. It looks at tests, too.
package nils

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// Nils knows what may be nil. Several goroutines may ask at once.
type Nils struct {
	// Is tells of the functions that are looked for in place of nil, if it is set: these
	// do not come from where nothing is known.
	Is func(info *types.Info, e ast.Expr) bool

	// Bodies has the texts of other packages, nil where nobody can read them.
	Bodies *syntax.Bodies

	// Whole is a program with more packages, nil where these are all that is known.
	Whole *Nils

	units    []unit
	paths    map[string]bool // of the packages
	once     sync.Once
	params   map[types.Object]parameter // of the functions
	given    []given
	links    []link
	called   map[ast.Expr]bool        // functions that are called, and their names
	declared map[string]bool          // keys of functions whose bodies are known
	makes    map[types.Object]bool    // variables with functions that return something of any type
	shapes   map[string]*typeutil.Map // of calls that may be calls of several, by the name of the method
	all      []*shape                 // these, in order
	promised map[ast.Expr]bool        // what promises call: with a callback
	passed   map[passed]bool          // what other packages get and give
	hidden   typeutil.Map             // what they ask for of what they get as an interface

	converted converted
	others    others
	functions []types.Type   // that type parameters stand for
	places    map[node]Place // where something may be nil
}

// A Place is where something comes from that may be nil.
type Place struct {
	token.Position

	// Others says that it is where other packages get what they may call with nil.
	Others bool
}

// A unit is a package.
type unit struct {
	fset  *token.FileSet
	pkg   *types.Package
	info  *types.Info
	files []*ast.File
}

// A node is what may be nil: a parameter, a result, an argument, or the types.Object of
// a variable.
type node any

// A parameter is one of a function, which has another object in other packages.
type parameter struct {
	function string // by its key
	index    int
}

// A result is one of a function.
type result parameter

// A given is what a node gets, which is a function. The expression may have several
// values.
type given struct {
	unit
	expr ast.Expr
	part int
	to   node
}

// A link is from a node to another one that gets what it gets.
type link struct{ from, to node }

// Add adds a package, before anything is asked.
func (n *Nils) Add(fset *token.FileSet, pkg *types.Package, info *types.Info, files []*ast.File) {
	if n.paths == nil {
		n.paths = make(map[string]bool)
	}
	n.paths[pkg.Path()] = true
	n.units = append(n.units, unit{fset, pkg, info, files})
}

// Of is where a parameter of a function may be nil, or is another one that may be.
func (n *Nils) Of(fn *types.Func, index int) (Place, bool) {
	n.once.Do(n.find)
	at, ok := n.places[parameter{chain.KeyOf(fn), index}]
	return at, ok
}

// Has reports whether an object is a parameter or a local variable that may be nil.
func (n *Nils) Has(obj types.Object) bool {
	n.once.Do(n.find)
	return n.has(n.node(obj))
}

// In reports whether an object, as a parameter of a function, is one that may be nil in
// a program with more packages.
func (n *Nils) In(whole *Nils, obj types.Object) bool {
	n.once.Do(n.find)
	whole.once.Do(whole.find)
	p, ok := n.params[obj]
	return ok && whole.has(p)
}

// IsParameter reports whether an object is a parameter of one of the functions.
func (n *Nils) IsParameter(obj types.Object) bool {
	n.once.Do(n.find)
	_, ok := n.params[obj]
	return ok
}

// Holds reports whether an expression, whose types are in info, may be nil.
func (n *Nils) Holds(info *types.Info, e ast.Expr) bool {
	n.once.Do(n.find)
	return n.isNil(info, e, 0)
}

func (n *Nils) has(of node) bool {
	_, isNil := n.places[of]
	return isNil
}

// node is what a parameter or a variable is.
func (n *Nils) node(obj types.Object) node {
	if p, ok := n.params[obj]; ok {
		return p
	}
	return obj
}

// find looks at all that is given, again and again while more may be nil.
func (n *Nils) find() {
	n.params, n.called = make(map[types.Object]parameter), make(map[ast.Expr]bool)
	n.declared, n.makes = make(map[string]bool), make(map[types.Object]bool)
	n.promised, n.passed = make(map[ast.Expr]bool), make(map[passed]bool)
	n.converted.known = make(map[[2]types.Type]bool)
	n.others.seen, n.others.told = make(map[*types.Package]bool), make(map[*types.TypeName]bool)
	n.places, n.shapes = make(map[node]Place), make(map[string]*typeutil.Map)
	for _, u := range n.units {
		n.imports(u.pkg)
		for _, file := range u.files {
			ast.Inspect(file, func(node ast.Node) bool {
				n.read(u, node)
				if n.Is == nil {
					n.place(u, node)
				}
				return true
			})
		}
	}
	n.reach()
	n.meet()
	for known := -1; known < len(n.places); {
		known = len(n.places)
		for _, g := range n.given {
			if n.isNil(g.info, g.expr, g.part) {
				n.note(g.to, Place{Position: g.fset.PositionFor(g.expr.Pos(), false)})
			}
		}
		for _, l := range n.links {
			if from, ok := n.places[n.resolved(l.from)]; ok {
				n.note(l.to, from)
			}
		}
	}
}

// note notes that something may be nil, unless that is known.
func (n *Nils) note(of node, at Place) {
	of = n.resolved(of)
	if !n.has(of) {
		n.places[of] = at
	}
}

// unknown notes that nothing is known of something, which may be nil then.
func (n *Nils) unknown(of node, at token.Position) {
	if n.Is == nil {
		n.note(of, Place{Position: at})
	}
}

// resolved is a node by which others know it, too: which objects are parameters of
// functions is known only when all has been read.
func (n *Nils) resolved(at node) node {
	if obj, ok := at.(types.Object); ok {
		return n.node(obj)
	}
	return at
}
