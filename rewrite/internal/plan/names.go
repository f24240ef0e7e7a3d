package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A namer finds names that are free for a part of a chain.
type namer struct {
	src   *Source
	from  token.Pos // the beginning of the chain
	end   token.Pos // the end of its list of statements
	scope *types.Scope
	names *Names
	list  ast.Node
	lits  []*ast.FuncLit  // the continuations of the chain
	words map[string]bool // names that the chain uses without standing in its source
	apart bool            // what is declared stands in a block with the chain

	locals []*Local // variables declared in handlers
}

// Names are the names given out: in the chains of one finding, and for
// variables in each list of statements, where several findings may stand.
type Names struct {
	chain     map[string]bool
	variables map[string]bool // those of chain that are declared before a chain
	lists     map[ast.Node]map[string]bool
	carried   map[types.Object]bool // what chains around those that are planned declare
	imports   []string              // names of packages that the text of chains uses
}

// NewNames returns the names for a file, with those of packages given out.
func NewNames(imports ...string) *Names {
	return newNames(make(map[ast.Node]map[string]bool), imports)
}

// Finding returns the names for another finding of the file.
func (n *Names) Finding() *Names { return newNames(n.lists, n.imports) }

func newNames(lists map[ast.Node]map[string]bool, imports []string) *Names {
	n := &Names{
		chain: make(map[string]bool), variables: make(map[string]bool), lists: lists,
		carried: make(map[types.Object]bool), imports: imports,
	}
	for _, name := range imports {
		n.chain[name] = true
	}
	return n
}

// Carry notes the variables that a part with some steps declares before it, for
// the chains inside of it that stand in the statements that declared them.
func (n *Names) Carry(steps []*chain.Step) {
	for _, s := range steps[:len(steps)-1] {
		for _, c := range s.Captures {
			n.carried[c.Obj] = true
		}
	}
}

// reserve keeps the names in a text from being given out.
func (n *Names) reserve(text string) {
	for _, word := range words(text) {
		n.chain[word] = true
	}
}

// clone copies the names, for a plan that may come to nothing.
func (n *Names) clone() *Names {
	c := newNames(make(map[ast.Node]map[string]bool), n.imports)
	maps.Copy(c.chain, n.chain)
	maps.Copy(c.variables, n.variables)
	maps.Copy(c.carried, n.carried)
	for list, names := range n.lists {
		c.lists[list] = maps.Clone(names)
	}
	return c
}

// take adds the names that another plan gave out.
func (n *Names) take(other *Names) {
	maps.Copy(n.chain, other.chain)
	maps.Copy(n.variables, other.variables)
	maps.Copy(n.lists, other.lists)
}

func newNamer(src *Source, stmt ast.Stmt, list ast.Node, names *Names) *namer {
	return &namer{
		src:   src,
		from:  stmt.Pos(),
		end:   list.End(),
		scope: src.Place(stmt.Pos() - 1).Scope, // at its start an if has a scope of its own
		names: names,
		list:  list,
		words: map[string]bool{"error": true, "nil": true},
	}
}

// reserve keeps the names in the text of a type free of variables, of this part and of those
// around it.
func (n *namer) reserve(text string) {
	for _, word := range words(text) {
		n.words[word] = true
	}
	n.names.reserve(text)
}

// words lists the names in a text, and other words.
func words(text string) []string {
	isLetter := func(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
	return strings.FieldsFunc(text, func(r rune) bool { return !isLetter(r) })
}

// variable gives a name to a variable that is declared before the chain and
// takes the place of obj: its own when no other object is meant by it from
// there on, nor wherever obj is, otherwise another name, or the name with a number.
func (n *namer) variable(obj types.Object, other string) string {
	return n.declare(n.first(obj.Name(), other, func(name string) bool {
		if name != obj.Name() && n.mentioned(name) {
			return false // legal perhaps, but not readable
		}
		return n.free(name) && !n.means(name, obj) && !n.hidden(name, obj)
	}))
}

// copied gives a name to a variable that is declared before the chain and gets the
// value of obj, which keeps its name.
func (n *namer) copied(obj types.Object) string {
	return n.declare(n.first(obj.Name(), "", func(name string) bool {
		return name != obj.Name() && !n.mentioned(name) && n.free(name) && !n.hidden(name, obj)
	}))
}

// result gives a name to a variable for a result of the first launch.
func (n *namer) result(name string) string {
	return n.declare(n.first(name, "", func(name string) bool { return n.free(name) && !n.means(name, nil) }))
}

// free reports whether a variable of this name can be declared in the list.
func (n *namer) free(name string) bool {
	given := n.names.chain[name] || n.names.lists[n.list][name]
	return !given && !n.words[name] && n.scope.Lookup(name) == nil
}

// declare notes that a variable is declared in the list, or in a block of the chain's own: there
// it is in nobody's way.
func (n *namer) declare(name string) string {
	if n.names.lists[n.list] == nil {
		n.names.lists[n.list] = make(map[string]bool)
	}
	if !n.apart {
		n.names.lists[n.list][name] = true
	}
	n.names.chain[name], n.names.variables[name] = true, true
	return name
}

// local gives a name to a parameter of a handler: one that stands nowhere in
// the chain, and is that of no variable around it.
func (n *namer) local(name string) string {
	return n.first(name, "", func(name string) bool { return !n.names.chain[name] && n.unknown(name) })
}

// values gives a name to the parameters of functions that operations are given: one
// that stands nowhere in the chain, with a number or without. It may be given out
// again, for such a function mentions the continuation and nothing else.
func (n *namer) values() string {
	name := "v"
	for slices.ContainsFunc(n.idents(), func(id *ast.Ident) bool {
		return strings.TrimRight(id.Name, "0123456789") == name
	}) {
		name += "v"
	}
	return name
}

// failure gives a name to the error among those parameters: one that means nothing outside of
// the chain.
func (n *namer) failure() string {
	name := "err"
	for i := 2; n.means(name, nil); i++ {
		name = "err" + strconv.Itoa(i)
	}
	return name
}

// continuation gives a name to the continuation in handlers. Chains inside
// one another may share it: an inner chain never continues the outer one.
func (n *namer) continuation() string {
	return n.first("k", "", func(name string) bool { return !n.names.variables[name] && n.unknown(name) })
}

// first is the first free name: the name itself, the other if there is one, and
// the name with numbers.
func (n *namer) first(name, other string, free func(string) bool) string {
	try := name
	if other != "" && !free(name) && free(other) {
		try = other
	}
	for i := 2; !free(try); i++ {
		try = name + strconv.Itoa(i)
	}
	n.names.chain[try] = true
	return try
}

// means reports whether name refers, between the chain and the end of its
// list, to an object other than obj that is declared outside: one that a
// variable of this name would hide. What refers to one outside of the list before the
// chain may move into another one.
func (n *namer) means(name string, obj types.Object) bool {
	for _, id := range n.src.between(n.list.Pos(), n.end) {
		if id.Name != name {
			continue
		}
		used := n.src.Info.Uses[id]
		if used == nil || used == obj || qualified(used) {
			continue
		}
		from := n.from
		if id.Pos() < n.from {
			from = n.list.Pos()
		}
		if used.Pos() < from || used.Pos() >= n.end || id.Pos() >= n.from && used.Parent() == n.scope {
			return true
		}
	}
	return false
}

// hidden reports whether a variable of this name, declared before the chain,
// would be hidden where obj is used or assigned: by a block of the same
// handler that declares the name as well.
func (n *namer) hidden(name string, obj types.Object) bool {
	for _, id := range n.src.uses[obj] {
		if n.besides(name, id) {
			return true
		}
		lit := n.handler(id.Pos())
		if lit == nil || within(id.Pos(), lit.Type) {
			continue // a parameter is not declared any more when it becomes a variable
		}
		_, found := n.scope.Innermost(id.Pos()).LookupParent(name, id.Pos())
		if found != nil && found != obj && within(found.Pos(), lit) {
			return true
		}
	}
	return false
}

// besides reports whether a variable of this name is declared in front of the statement
// that an identifier stands in, which declared it and could not mean it.
func (n *namer) besides(name string, id *ast.Ident) bool {
	return slices.ContainsFunc(n.locals, func(l *Local) bool {
		return l.Before != nil && l.Name == name && within(id.Pos(), l.Before)
	})
}

// handler is the innermost continuation of the chain around a place, nil when
// there is none.
func (n *namer) handler(pos token.Pos) *ast.FuncLit {
	var inner *ast.FuncLit
	for _, lit := range n.lits {
		if within(pos, lit) && (inner == nil || within(lit.Pos(), inner)) {
			inner = lit
		}
	}
	return inner
}

// qualified reports whether an object is only referred to behind a dot, as a
// key of a composite literal or in a branch statement.
func qualified(obj types.Object) bool {
	_, label := obj.(*types.Label)
	return label || syntax.BehindDot(obj)
}

// mentioned reports whether any identifier of the chain and of what follows it
// has this name.
func (n *namer) mentioned(name string) bool {
	return slices.ContainsFunc(n.idents(), func(id *ast.Ident) bool { return id.Name == name })
}

// unknown reports whether a name stands nowhere in the chain and what follows it, nor in types
// that are written there, and means nothing there that the declared function around it declares
// outside of literals, or that a literal declares and callbacks call. To hide that would be
// legal, and hard to read where another chain of the function mentions it.
func (n *namer) unknown(name string) bool {
	_, obj := n.scope.LookupParent(name, n.from)
	hides := obj != nil && (n.src.declaredInFunc(obj) || n.src.calledBack(obj))
	return !n.words[name] && !n.mentioned(name) && !hides
}

// idents lists the identifiers in the chain and in what follows it.
func (n *namer) idents() []*ast.Ident { return n.src.between(n.from, n.end) }
