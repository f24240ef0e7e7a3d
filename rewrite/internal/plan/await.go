package plan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// await finds a chain whose outcome goes through a channel to the function that
// launches it.
//
//	Pattern: ch := make(chan result, 1)
//	f(func(v V, err error) { …exit with ch <- result{err: err}…; g(… ch <- result{w, err} …) })
//	r := <-ch =>
//	w, err := promise.Call(…f…).ThenCall(…g…).Await(context.Background())
//	So long as:
//	- what is sent is an error, or a struct of a value and an error that is written out
//	- the channel has a buffer, and is used by the launch and the receipt alone
//	- the receipt is the statement after the launch, and after what goes with that
//	- the chain comes to the channel as the member of a race comes to its end:
//	by exits that are taken away, and in its last body at most once on every path
//	Because: Await launches the chain where the statement launched it, on the same
//	goroutine, which then waits for the same event: the call in which the
//	outcome would have been sent. A buffered channel lets that call go on at once,
//	and so does Await.
//
// Without a buffer the call that sends waits for the one who receives, and what
// it does then comes later than with Await. Statements between launch and receipt
// would need a promise that is started first and awaited later: one whose
// error is reported as unhandled when they panic. So both stay.
//
// The goroutine that waits is the one that waited before. If that is the one
// on which the operations call back, both wait for ever; it is no promise of a
// loop, so Await does not look.
func (k *grouper) await(decl ast.Stmt) (*Group, string) {
	ch, buffer := k.src.channel(decl)
	if ch == nil {
		return nil, ""
	}
	stmts, uses := k.using(ch, decl)
	at := slices.IndexFunc(stmts, func(s ast.Stmt) bool { return k.chains[s] != nil })
	if at < 0 {
		return nil, ""
	}
	group, why := k.bridge(ch, decl, stmts[at])
	switch {
	case why != "":
	case buffer < 1:
		why = "it has no buffer, and who sends waits for the one who receives; give it a buffer of one"
	case len(stmts) != 2 || uses != k.src.countIn(ch, k.src.File):
		why = "it is used elsewhere as well, and not only in one pyramid and the receipt after it"
	case group.Wait == nil:
		why = fmt.Sprintf("line %d is no receipt that can be an Await; "+
			"receive in a statement right after the launch", k.src.line(stmts[1]))
	case k.src.commentIn(decl):
		why = commented
	default:
		why = k.labels()
	}
	if why != "" {
		return nil, fmt.Sprintf("%s is no Await: %s", ch.Name(), why)
	}
	return group, ""
}

// channel reads the declaration of a variable for a new channel, and the size of
// its buffer.
func (src *Source) channel(decl ast.Stmt) (ch types.Object, buffer int64) {
	call, ok := src.declared(decl).(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return nil, 0
	}
	id, ok := call.Fun.(*ast.Ident)
	if !ok || src.Info.Uses[id] != types.Universe.Lookup("make") {
		return nil, 0
	}
	ch = src.onlyVar(decl)
	if ch == nil || !src.Constant(ch) {
		return nil, 0
	}
	if _, ok := ch.Type().Underlying().(*types.Chan); !ok {
		return nil, 0
	}
	if len(call.Args) > 1 {
		buffer = src.integer(call.Args[1])
	}
	return ch, buffer
}

// onlyVar is the only variable that a statement declares, or nil.
func (src *Source) onlyVar(decl ast.Stmt) types.Object {
	switch decl := decl.(type) {
	case *ast.AssignStmt:
		if id, ok := decl.Lhs[0].(*ast.Ident); ok && decl.Tok == token.DEFINE && len(decl.Lhs) == 1 {
			return src.Info.Defs[id]
		}
	case *ast.DeclStmt:
		if spec := src.onlySpec(decl); spec != nil && len(spec.Names) == 1 {
			return src.Info.Defs[spec.Names[0]]
		}
	}
	return nil
}

// bridge plans the chain of a launch that sends on a channel, and its receipt.
// It says why the chain cannot come to the channel.
func (k *grouper) bridge(ch types.Object, decl, launch ast.Stmt) (*Group, string) {
	w := wireOf(ch, ch.Type().Underlying().(*types.Chan).Elem())
	if w == nil {
		return nil, "what is sent is neither an error nor a struct of a value and an error"
	}
	with := *k
	with.src = k.src.wired(w)
	if w.value != nil {
		if why := with.src.unspelled(launch); why != "" {
			return nil, why
		}
	}
	group := &Group{
		Src: with.src, Kind: GroupAwait, Call: ch, Drop: []ast.Stmt{decl}, names: k.names.clone(),
	}
	m := &Member{Stmt: launch, Until: launch}
	if through := k.chains[launch].Head().Through; through != nil {
		m.Until = through
	}
	group.Members = []*Member{m}
	if why := with.member(m, group, group.names, launch.Pos()); why != "" {
		return nil, why
	}
	list := syntax.List(k.list)
	rest := list[slices.Index(list, m.Until)+1:]
	group.Wait = with.wait(w, rest, newNamer(k.src, launch, k.list, group.names))
	return group, ""
}

// unspelled says where the value that is sent in a statement cannot be written: in the type of the
// chain, or as the zero value where none is written.
func (src *Source) unspelled(launch ast.Stmt) string {
	value := src.wire.value.Type()
	around := src.Place(launch.Pos())
	text, err := around.Type(value)
	if err != nil {
		return err.Error()
	}
	for _, call := range src.Sends(launch) {
		place := src.Place(call.Pos())
		hidden := func(word string) bool { return place.Resolve(word) != around.Resolve(word) }
		if Missing(call.Args[0]) && slices.ContainsFunc(words(zeroOf(value, text)), hidden) {
			return fmt.Sprintf("%s means something else on line %d, where it sends no value; "+
				"rename one of them", text, src.line(call))
		}
	}
	return ""
}

// sends makes a promise of a chain that ends by sending on the wire, or says
// why that cannot be.
func (p *Part) sends() string {
	w := p.Src.wire
	relayed := p.done != nil && p.Src.Info.Uses[p.done.done] == w.ch && p.launches() && p.Finale == nil
	if relayed && w.value == nil && (p.End == EndError || p.sendsError()) {
		p.End, p.Joins = EndError, w.ch
		return p.middle(w.ch)
	}
	end := p.signal
	if relayed {
		end = p.join
	}
	if why := end(w.ch); why != "" {
		return why
	}
	if p.JoinValue = ""; w.value != nil {
		p.JoinValue = p.spell(w.value.Type())
	}
	return ""
}

// sendsError reports whether all that the last body does is to send its error.
func (p *Part) sendsError() bool {
	s := p.Steps[len(p.Steps)-1]
	if p.End != EndBody || s.Guard != nil || s.Err == nil || s.Err.Obj == nil || len(s.Lit.Body.List) != 1 {
		return false
	}
	sent := p.Src.sending(s.Lit.Body.List[0])
	return sent != nil && p.Src.is(sent.err, s.Err.Obj)
}
