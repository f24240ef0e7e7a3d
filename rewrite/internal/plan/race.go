package plan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A Group is statements of a list that each launch an operation, of whose
// outcomes one function makes one.
type Group struct {
	Src     *Source
	Members []*Member
	Drop    []ast.Stmt   // the declarations of that function, which go
	Call    types.Object // that function
	First   Span         // what it does before it hands on; empty when nothing
	Done    string       // what it hands on to
	Value   string       // the type of what the members deliver
	K       string       // the continuation in members that are no chains
}

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

// race finds operations of which the first to finish completes.
//
//	Pattern: var once sync.Once; win := func(v V, err error) { once.Do(func() { done(v, err) }) }
//	f(… win(v, err) …)
//	g(… win(w, err) …) =>
//	promise.Race(Call(…f…), Call(…g…)).Settle(done)
//	So long as:
//	- win is a gate: a sync.Once, an atomic.Bool or a flag, used by it alone, lets
//	one call through, which hands on just what it is given
//	- what it does before that becomes a Finally, under the conditions of that
//	- it is declared in the list of the operations, and all uses of it are there, in
//	statements that follow one another, each the launch of a known one-shot operation
//	- a pyramid among them ends with win on all paths that come to an end: its
//	exits are taken away, and its last body calls win at most once on every path
//	- in a single launch, the continuation calls win at most once on every path
//	Because: Race launches its inputs in order, all of them, the next one
//	when the launch before it has returned, even if it is decided already; the
//	outcome that settles it does so in the call that brings it, and the others are ignored.
//
// A sync.Once makes the loser wait while the winner's completion runs on
// another goroutine, Race does not. Nothing in the pyramids comes after that
// call, but what the operation itself does after it has called back may.
//
// The tempting alternative for a timer is Timeout: but that fires on the loop,
// not on the goroutine of the timer, and is set before the operation is launched.
func (k *grouper) race(decl ast.Stmt) (*Group, string) {
	c := k.src.closureOf(decl)
	if c == nil || c.List != k.list {
		return nil, ""
	}
	g := k.src.gate(c)
	if g == nil {
		return nil, ""
	}
	group := &Group{
		Src: k.src, Drop: []ast.Stmt{g.latch, g.Decl}, Call: g.Obj, Done: g.end.done.Name,
		First: Span{g.from, g.end.call.Pos()},
	}
	if len(g.first) == 0 {
		group.First.To = group.First.From
	}
	why := k.members(group, g.Decl)
	if len(group.Members) < 2 {
		return nil, ""
	}
	if why == "" {
		why = k.hands(group, g)
	}
	if why != "" {
		return nil, fmt.Sprintf("%s is no Race: %s", g.Obj.Name(), why)
	}
	return group, ""
}

// closureOf is the closure that a statement declares, or nil.
func (src *Source) closureOf(decl ast.Stmt) *Closure {
	var id *ast.Ident
	switch decl := decl.(type) {
	case *ast.AssignStmt:
		id, _ = decl.Lhs[0].(*ast.Ident)
	case *ast.DeclStmt:
		if spec := src.onlySpec(decl); spec != nil {
			id = spec.Names[0]
		}
	}
	if id == nil || src.Info.Defs[id] == nil {
		return nil
	}
	return src.closure(src.Info.Defs[id])
}

// hands says why what the gate does cannot be done between the race and its
// completion, empty when it can.
func (k *grouper) hands(group *Group, g *gate) string {
	at := group.Members[0].Stmt.Pos()
	for _, obj := range append(k.src.paramsOf(g.Lit), k.src.latch(g)) {
		for _, stmt := range g.first {
			if obj != nil && k.src.usedIn(obj, stmt, nil) {
				return "it uses " + obj.Name()
			}
		}
	}
	switch {
	case slices.ContainsFunc(g.first, leavesEarly):
		return "it returns early, or defers"
	case slices.ContainsFunc(g.first, k.src.recovers):
		return "it recovers"
	case k.src.commentBetween(g.latch.Pos(), g.latch.End()),
		k.src.commentBetween(g.Decl.Pos(), g.from), k.src.commentBetween(g.end.call.Pos(), g.Decl.End()),
		len(g.first) == 0 && k.src.commentBetween(g.from, g.end.call.Pos()):
		return "it has comments that would have no place"
	case !k.src.meansThere(g.from, g.end.done.End(), at):
		return "a name in it means something else where the operations are launched"
	}
	for _, stmt := range listed(k.list) {
		if _, ok := stmt.(*ast.LabeledStmt); ok {
			return "a label stands beside it"
		}
	}
	return ""
}

// latch is the variable that remembers the first call.
func (src *Source) latch(g *gate) types.Object {
	switch decl := g.latch.(type) {
	case *ast.AssignStmt:
		return src.Info.Defs[decl.Lhs[0].(*ast.Ident)]
	case *ast.DeclStmt:
		return src.Info.Defs[src.onlySpec(decl).Names[0]]
	}
	return nil
}

// A grouper looks for groups in a list of statements.
type grouper struct {
	src    *Source
	list   ast.Node
	chains map[ast.Stmt]*chain.Chain // the pyramids that may be flattened whole, by their first statement
	beside map[ast.Stmt]*chain.Step  // other launches in the list
	known  launches                  // those, and the launches inside of them
	names  *Names
}

// NewGroups finds the groups that the chains of one list of statements belong to.
// The notes say which ones look like one and are not, and why.
func NewGroups(src *Source, chains []*chain.Chain, given *Names) (groups []*Group, notes []string) {
	k := &grouper{
		src: src, list: chains[0].Head().List, names: given,
		chains: make(map[ast.Stmt]*chain.Chain), beside: make(map[ast.Stmt]*chain.Step), known: make(launches),
	}
	for _, c := range chains {
		k.chains[c.Head().Stmt] = c
		for _, s := range c.Beside {
			k.known[s.Call] = s
			if s.List == k.list {
				k.beside[s.Stmt] = s
			}
		}
	}
	for _, stmt := range listed(k.list) {
		g, note := k.race(stmt)
		if g != nil {
			groups = append(groups, g)
		}
		if note != "" {
			notes = append(notes, note)
		}
	}
	return groups, notes
}

// members finds the statements that use the function of a group, and says what
// is wrong with them.
func (k *grouper) members(group *Group, decl ast.Stmt) string {
	stmts, uses := k.using(group.Call, decl)
	if len(stmts) < 2 || !slices.ContainsFunc(stmts, func(s ast.Stmt) bool { return k.chains[s] != nil }) {
		return "" // nothing to make one of
	}
	if uses != k.src.countIn(group.Call, k.src.File) {
		return "it is used elsewhere as well"
	}
	from := stmts[0].Pos()
	value, err := k.src.place(from).Type(group.Call.Type().Underlying().(*types.Signature).Params().At(0).Type())
	if err != nil {
		return err.Error()
	}
	group.Value = value
	names := k.names.clone()
	names.reserve(value)
	names.reserve(k.src.Slice(decl.Pos(), decl.End()))
	for _, stmt := range stmts {
		m := &Member{Stmt: stmt, Until: stmt}
		group.Members = append(group.Members, m)
		if why := k.member(m, group, names, from); why != "" {
			return why
		}
	}
	if between := k.between(stmts); between != nil {
		return fmt.Sprintf("line %d stands between the launches", k.src.line(between))
	}
	group.K = newNamer(k.src, stmts[0], k.list, names).continuation()
	k.names.take(names)
	return ""
}

// using lists the statements that use a variable, but for the one that declares
// it, and counts the uses in them.
func (k *grouper) using(obj types.Object, decl ast.Stmt) (stmts []ast.Stmt, uses int) {
	for _, stmt := range listed(k.list) {
		if n := k.src.countIn(obj, stmt); n > 0 && stmt != decl {
			stmts = append(stmts, stmt)
			uses += n
		}
	}
	return stmts, uses
}

// between is the first statement that stands between those of a group, or nil.
func (k *grouper) between(stmts []ast.Stmt) ast.Stmt {
	list := listed(k.list)
	for _, stmt := range list[slices.Index(list, stmts[0]):slices.Index(list, stmts[len(stmts)-1])] {
		if !slices.Contains(stmts, stmt) {
			return stmt
		}
	}
	return nil
}

// member reads a statement as a member, or says what is wrong with it.
func (k *grouper) member(m *Member, group *Group, names *Names, from token.Pos) string {
	line := k.src.line(m.Stmt)
	switch stmt := m.Stmt.(type) {
	case *ast.ExprStmt:
	case *ast.AssignStmt:
		if stmt.Tok != token.ASSIGN {
			return fmt.Sprintf("line %d declares what may be used after it", line)
		}
	default:
		return fmt.Sprintf("line %d does more than to launch an operation", line)
	}
	if c := k.chains[m.Stmt]; c != nil {
		m.Part = newPart(k.src, c.Steps, c.Tail, names, from)
		return m.Part.join(group.Call)
	}
	s := k.beside[m.Stmt]
	switch {
	case s == nil || s.Evidence == chain.Assumed:
		return fmt.Sprintf("nothing says that what line %d launches calls back at most once", line)
	case s.Lit == nil:
		if !k.src.is(s.Arg, group.Call) || k.src.countIn(group.Call, m.Stmt) > 1 {
			return fmt.Sprintf("line %d hands it on in a way that is not known", line)
		}
	case k.src.countIn(group.Call, m.Stmt) > k.src.countIn(group.Call, s.Lit.Body),
		!k.src.atMostOnce(s.Lit.Body.List, group.Call, k.known):
		return fmt.Sprintf("line %d may call it twice, or in a way that is not followed", line)
	}
	return ""
}

func (src *Source) line(n ast.Node) int { return src.Fset.Position(n.Pos()).Line }

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

// join makes a promise of a chain that completes by calling f, or says why
// that cannot be.
func (p *Part) join(f types.Object) string {
	if p.done == nil || p.Src.Info.Uses[p.done.done] != f {
		return fmt.Sprintf("the paths of %s come to it with different outcomes", p.Steps[0].Name)
	}
	if p.Stmt != p.Until || p.Finale != nil || p.End == EndError {
		return fmt.Sprintf("%s ends in another way", p.Steps[0].Name)
	}
	last := p.Steps[len(p.Steps)-1]
	for _, id := range p.Src.Uses(f) {
		if p.Src.Info.Uses[id] == nil || !within(id.Pos(), p.Stmt) || p.gone(id.Pos()) || p.endsWith(id) {
			continue
		}
		if p.End != EndBody && p.End != EndGuarded || !within(id.Pos(), last.Lit.Body) ||
			!p.Src.atMostOnce(last.Lit.Body.List, f, nil) {
			return fmt.Sprintf("line %d calls it in the middle of a pyramid, or not once", p.Src.line(id))
		}
	}
	p.Joins, p.JoinType = f, p.spell(p.done.sig.Params().At(0).Type())
	p.passOn(last)
	return ""
}

// passOn takes the exit of the last body away: as that of a member its error
// passes on by itself.
func (p *Part) passOn(s *Step) {
	g := s.guard(p.Src)
	if p.End != EndBody || g == nil {
		return
	}
	s.OnlyGood, s.Guard = true, g.stmt
	s.ErrVar = p.Src.usedIn(g.err, s.Lit, g.stmt) && !s.redeclares(p.Src, g.err)
	s.ErrUnread = s.ErrVar && !p.read(g.err)
	if p.Moved = p.returns(s.Lit.Body.List[1:], p.done); p.Moved != nil {
		p.End = EndMap
	}
}
