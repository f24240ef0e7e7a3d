package plan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// A Group is statements of a list that each launch an operation, of whose
// outcomes one function makes one.
type Group struct {
	Src     *Source
	Members []*Member
	Drop    []ast.Stmt   // the declarations of that function, which go
	Kind    Kind         // how
	Call    types.Object // that function
	First   Span         // what it does before it hands on; empty when nothing
	Done    string       // what it hands on to, for GroupRace
	At      *ast.Ident   // it in the source
	Last    Span         // what it does in the end, for GroupAll
	Value   string       // the type of what the members deliver, for GroupRace
	K       string       // the continuation in members that are no chains
	Wait    *Wait        // how the function waits for the outcome, nil when it does not

	names *Names
}

// Kind says how a group makes one outcome of many.
type Kind int

// The kinds of groups.
const (
	GroupRace  Kind = iota // the first outcome is the one
	GroupAll               // when all are there something happens
	GroupAwait             // there is one, which the function waits for
)

// A Member is a statement of a group.
type Member struct {
	Stmt  ast.Stmt // it begins here
	Until ast.Stmt // and ends here
	Part  *Part    // the chain, nil for a launch that is kept as it is
}

// A Span is a range of the source.
type Span struct{ From, To token.Pos }

// Len is the length of the text.
func (s Span) Len() int { return int(s.To - s.From) }

// A grouper looks for groups in a list of statements.
type grouper struct {
	src    *Source
	list   ast.Node
	chains map[ast.Stmt]*chain.Chain // the pyramids that may be flattened whole, by their first statement
	beside map[ast.Stmt]*chain.Step  // other launches in the list
	known  launches                  // those, and the launches inside of them
	taken  map[ast.Stmt]bool         // the members of groups that were found
	names  *Names
}

// NewGroups finds the groups that the chains of one list of statements belong to, with the
// single callbacks of the same list. The notes say which ones look like one and are not, and
// why.
func NewGroups(
	src *Source, chains, singles []*chain.Chain, given *Names,
) (groups []*Group, notes []string) {
	k := &grouper{
		src: src, list: chains[0].Head().List, names: given, known: make(launches),
		chains: make(map[ast.Stmt]*chain.Chain), beside: make(map[ast.Stmt]*chain.Step),
		taken: make(map[ast.Stmt]bool),
	}
	for _, c := range chains {
		k.chains[c.Head().Stmt] = c
		k.stands(c.Beside)
	}
	for _, c := range singles {
		k.stands(launched(c))
	}
	for _, stmt := range syntax.List(k.list) {
		for _, find := range k.finders() {
			g, note := find(stmt)
			if g != nil {
				note = g.misdirects()
			}
			if g != nil && note == "" {
				groups = append(groups, g)
				k.take(g)
			}
			if note != "" {
				notes = append(notes, note)
			}
		}
	}
	return groups, notes
}

// stands notes launches beside the chains.
func (k *grouper) stands(steps []*chain.Step) {
	for _, s := range steps {
		k.known[s.Call] = s
		if s.List == k.list {
			k.beside[s.Stmt] = s
		}
	}
}

// launched lists the launches of a chain, and of those inside of it.
func launched(c *chain.Chain) []*chain.Step {
	steps := slices.Clone(c.Steps)
	if c.Tail != nil {
		steps = append(steps, c.Tail)
	}
	for _, inner := range c.Inner {
		steps = append(steps, launched(inner)...)
	}
	return steps
}

// finders are the kinds of groups that a declaration may begin.
func (k *grouper) finders() []func(ast.Stmt) (*Group, string) {
	return []func(ast.Stmt) (*Group, string){
		k.closed(k.race), k.guarded, k.closed(k.join), k.waitGroup, k.await,
	}
}

// closed looks at the closure that a statement declares.
func (k *grouper) closed(find func(*Closure) (*Group, string)) func(ast.Stmt) (*Group, string) {
	return func(stmt ast.Stmt) (*Group, string) {
		c := k.src.closureOf(stmt)
		if c == nil {
			return nil, ""
		}
		return find(c)
	}
}

// take notes the members of a group, and the names in it.
func (k *grouper) take(g *Group) {
	k.names.take(g.names)
	for _, m := range g.Members {
		k.taken[m.Stmt] = true
	}
}

// members finds the statements that use the function of a group, and says what
// is wrong with them.
func (k *grouper) members(group *Group, decl ast.Stmt) string {
	stmts, uses := k.using(group.Call, decl)
	if !k.several(stmts) {
		return "" // nothing to make one of
	}
	if uses != k.src.countIn(group.Call, k.src.File) {
		return elsewhere
	}
	return k.plan(group, stmts)
}

// several reports whether statements may be a group: there are two, and one of them
// is a pyramid.
func (k *grouper) several(stmts []ast.Stmt) bool {
	return len(stmts) > 1 && slices.ContainsFunc(stmts, func(s ast.Stmt) bool { return k.chains[s] != nil })
}

const elsewhere = "it is used elsewhere as well, and not only in launches of one block"

// plan makes members of statements, or says what is wrong with them.
func (k *grouper) plan(group *Group, stmts []ast.Stmt) string {
	from := stmts[0].Pos()
	names := k.names.clone()
	if group.Kind == GroupRace {
		value, err := k.src.Place(from).Type(k.src.handed(group.Call).Params().At(0).Type())
		if err != nil {
			return err.Error()
		}
		group.Value = value
		names.reserve(value)
	}
	names.reserve(group.Done)
	for _, moves := range []Span{group.First, group.Last} {
		if moves.Len() > 0 {
			names.reserve(k.src.Slice(moves.From, moves.To))
		}
	}
	for _, stmt := range stmts {
		m := &Member{Stmt: stmt, Until: stmt}
		group.Members = append(group.Members, m)
		if why := k.member(m, group, names, from); why != "" {
			return why
		}
	}
	if between := k.between(stmts, group.Drop); between != nil {
		line := k.src.line(between)
		return fmt.Sprintf("line %d stands between the launches; move it in front of them, or behind", line)
	}
	group.K = newNamer(k.src, stmts[0], k.list, names).continuation()
	group.names = names
	return ""
}

// handed is the type of the function of a race.
func (src *Source) handed(f types.Object) *types.Signature {
	if src.wire != nil {
		return src.wire.sig
	}
	return f.Type().Underlying().(*types.Signature)
}

// using lists the statements that use a variable, but for the one that declares
// it, and counts the uses in them.
func (k *grouper) using(obj types.Object, decl ast.Stmt) (stmts []ast.Stmt, uses int) {
	for _, stmt := range syntax.List(k.list) {
		if n := k.src.countIn(obj, stmt); n > 0 && stmt != decl {
			stmts = append(stmts, stmt)
			uses += n
		}
	}
	return stmts, uses
}

// between is the first statement that stands between those of a group and does
// not go, or nil.
func (k *grouper) between(stmts, drop []ast.Stmt) ast.Stmt {
	list := syntax.List(k.list)
	for _, stmt := range list[slices.Index(list, stmts[0]):slices.Index(list, stmts[len(stmts)-1])] {
		if !slices.Contains(stmts, stmt) && !slices.Contains(drop, stmt) {
			return stmt
		}
	}
	return nil
}

// member reads a statement as a member, or says what is wrong with it.
func (k *grouper) member(m *Member, group *Group, names *Names, from token.Pos) string {
	line := k.src.line(m.Stmt)
	if k.taken[m.Stmt] {
		return fmt.Sprintf("line %d belongs to another group", line)
	}
	switch stmt := m.Stmt.(type) {
	case *ast.ExprStmt:
	case *ast.AssignStmt:
		if stmt.Tok != token.ASSIGN && (m.Until == stmt || group.Kind != GroupAwait) {
			return k.declares(stmt)
		}
	default:
		return fmt.Sprintf("line %d does more than to launch an operation", line)
	}
	if c := k.chains[m.Stmt]; c != nil {
		if (&Step{Step: c.Steps[0]}).Declaration() != nil {
			return fmt.Sprintf("the callback of line %d is held in a variable", line)
		}
		m.Part = newPart(k.src, Run{Steps: c.Steps, Tail: c.Tail}, names, from)
		if m.Part.Apart {
			return fmt.Sprintf("the callbacks of line %d declare a name that something else has, too; "+
				"give it another name", line)
		}
		switch group.Kind {
		case GroupAll:
			return m.Part.signal(group.Call)
		case GroupAwait:
			return m.Part.sends()
		case GroupRace:
		}
		return m.Part.join(group.Call)
	}
	s := k.beside[m.Stmt]
	switch {
	case s != nil && k.src.Kept(s.Call.Pos()):
		return fmt.Sprintf("a comment keeps line %d", line)
	case s == nil || s.Evidence == chain.Assumed:
		return fmt.Sprintf("nothing says that what line %d launches calls back at most once; "+
			"declare it with -once or //unnest:once", line)
	case s.Lit == nil:
		if !k.src.isFunc(s.Arg, group.Call) || k.src.countIn(group.Call, m.Stmt) > 1 {
			return fmt.Sprintf("line %d hands it on in a way that is not known; "+
				"give the operation a literal that calls it", line)
		}
	case k.src.countIn(group.Call, m.Stmt) > k.src.countIn(group.Call, s.Lit.Body),
		!k.src.atMostOnce(s.Lit.Body.List, group.Call, k.known):
		return fmt.Sprintf("line %d may call it twice, or in a way that is not followed; "+
			"return after each call", line)
	case syntax.HidesNil(k.src.Info, s.Lit) != nil:
		return fmt.Sprintf("something in the callback of line %d is named nil; give it another name", line)
	}
	return ""
}

// declares says what is wrong with a member that declares a variable. One whose uses go with the
// launch is no launch any more when it is declared elsewhere.
func (k *grouper) declares(stmt ast.Stmt) string {
	line := k.src.line(stmt)
	c, s := k.chains[stmt], k.beside[stmt]
	if c != nil {
		s = c.Head()
	}
	if s != nil && s.Through != nil {
		return fmt.Sprintf("line %d launches together with what stands behind it, up to line %d, "+
			"and one of several launches is one statement", line, k.src.line(s.Through))
	}
	return fmt.Sprintf("line %d declares what may be used after it; declare that before, and assign", line)
}

func (src *Source) line(n ast.Node) int { return src.Line(n.Pos()) }

// countIn counts the uses of an object in a node.
func (src *Source) countIn(obj types.Object, n ast.Node) int {
	count := 0
	for _, id := range src.uses[obj] {
		if src.Info.Uses[id] != nil && within(id.Pos(), n) {
			count++
		}
	}
	return count
}

// labels says whether a label stands in the list: what is declared there might
// be used again.
func (k *grouper) labels() string {
	for _, stmt := range syntax.List(k.list) {
		if _, ok := stmt.(*ast.LabeledStmt); ok {
			return "a label stands beside it, by which it may be declared again"
		}
	}
	return ""
}
