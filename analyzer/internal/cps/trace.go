package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A tracer follows one parameter through the body that declares it: the
// parameter itself, local variables that stand for it, and literals that
// capture it. All of them carry it.
type tracer struct {
	index   *Index
	scope   *scope
	targets []*types.Var            // usually one; of several, at most one is called
	field   string                  // of the target, when it is a struct
	weights map[*ast.FuncLit]weight // of the literals, as far as known
	seen    map[*ast.FuncLit]bool   // in this round
	grown   bool                    // some weight grew in this round
	reasons map[token.Pos]string    // what was seen, by place
}

// An event is a use of a carrier at one place.
type event struct {
	weight
	pos     token.Pos
	last    bool          // happens when the function ends
	failure types.Object  // the error variable that, if not nil, says that it does not happen
	call    *ast.CallExpr // a call that the carrier is passed to, whose body is known
	param   *types.Var    // and the parameter that takes it
}

// trace returns the weight of running a body once.
func (t *tracer) trace(body *ast.BlockStmt) weight {
	t.weights = make(map[*ast.FuncLit]weight)
	var total weight
	for {
		t.seen = make(map[*ast.FuncLit]bool)
		t.grown = false
		total.grow(t.body(body))
		if !t.grown {
			return total
		}
	}
}

// literal returns the weight of running a literal once. A literal that runs
// itself gets what is known so far; the next round knows more.
func (t *tracer) literal(lit *ast.FuncLit) weight {
	known := t.weights[lit]
	if t.seen[lit] {
		return known
	}
	t.seen[lit] = true
	w := t.body(lit.Body)
	w.release(lit.Pos(), lit.End())
	if known.grow(w) {
		t.grown = true
	}
	t.weights[lit] = known
	return known
}

// events returns what a node of a control-flow graph does to the target.
func (t *tracer) events(node ast.Node) []event {
	var events []event
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if t.captures(n) {
				events = append(events, t.uses(n, t.literal(n))...)
			}
			return false
		case *ast.SelectorExpr:
			if t.field != "" && t.aims(t.scope.variable(n.X)) {
				events = append(events, t.selected(n)...)
				return false
			}
		case *ast.Ident:
			if w, ok := t.carries(n); ok {
				events = append(events, t.uses(n, w)...)
			}
		}
		return true
	})
	return t.merge(events)
}

// selected returns the events of a field or method of the target, a struct.
func (t *tracer) selected(sel *ast.SelectorExpr) []event {
	if sel.Sel.Name == t.field {
		return t.uses(sel, direct())
	}
	if s := t.scope.info.Selections[sel]; s != nil && s.Kind() == types.FieldVal {
		return nil // another field
	}
	w := direct()
	w.worsen(Lost, sel.Pos(), "is within reach of the method "+sel.Sel.Name)
	return []event{{weight: w, pos: sel.Pos()}}
}

// captures says whether a literal mentions a carrier.
func (t *tracer) captures(lit *ast.FuncLit) bool {
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			v, _ := t.scope.info.Uses[id].(*types.Var)
			found = v != nil && (t.aims(v) || t.stands(v, nil))
		}
		return !found
	})
	return found
}

// stands says whether a local variable stands for the target: it is only ever
// given a carrier.
func (t *tracer) stands(v *types.Var, via []*types.Var) bool {
	for _, seen := range via {
		if seen == v {
			return false // a literal that mentions itself
		}
	}
	value := t.scope.bindings[v].only()
	if value == nil {
		return false
	}
	via = append(via, v)
	switch e := t.scope.plain(value).(type) {
	case *ast.Ident:
		w := t.scope.variable(e)
		return w != nil && (t.aims(w) || t.stands(w, via))
	case *ast.SelectorExpr:
		return t.field != "" && t.isTarget(e)
	case *ast.FuncLit:
		found := false
		ast.Inspect(e.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && !found {
				w, _ := t.scope.info.Uses[id].(*types.Var)
				found = w != nil && (t.aims(w) || t.stands(w, via))
			}
			return !found
		})
		return found
	}
	return false
}

// aims says whether a variable is a target.
func (t *tracer) aims(v *types.Var) bool { return slices.Contains(t.targets, v) }

// isTarget says whether an expression is the target.
func (t *tracer) isTarget(e ast.Expr) bool {
	if t.field == "" {
		return t.aims(t.scope.variable(e))
	}
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == t.field && t.aims(t.scope.variable(sel.X))
}

// carries returns the weight of running what an identifier stands for.
func (t *tracer) carries(id *ast.Ident) (weight, bool) {
	v, ok := t.scope.info.Uses[id].(*types.Var)
	if !ok {
		return weight{}, false
	}
	if t.aims(v) {
		return direct(), true
	}
	if t.scope.isWrite(id) || !t.stands(v, nil) {
		return weight{}, false
	}
	switch e := t.scope.plain(t.scope.bindings[v].only()).(type) {
	case *ast.Ident:
		return t.carries(e)
	case *ast.FuncLit:
		return t.literal(e), true
	}
	return direct(), true // the field of the target
}

// uses returns the events of a carrier that stands at an expression.
func (t *tracer) uses(e ast.Expr, w weight) []event {
	u, ok := t.classify(e)
	if !ok {
		return nil // a definition, which by itself does nothing
	}
	result := u.apply(w)
	if u.nilSafe && t.isDirect(e) {
		result.nilTested = true
	}
	if w.most() > 0 && u.text != "" && result.verdict == Once {
		t.reasons[u.pos] = u.text
	}
	return []event{{weight: result, pos: u.pos, last: u.last, failure: u.failure, call: u.call, param: u.param}}
}

// isDirect says whether an expression is the target itself or the struct that
// has it, not something that calls it.
func (t *tracer) isDirect(e ast.Expr) bool {
	return t.isTarget(e) || t.isStruct(e)
}

// classify finds out what happens to the carrier at an expression.
func (t *tracer) classify(e ast.Expr) (use, bool) {
	var n ast.Node = e
	parent := t.scope.parents[n]
	for t.transparent(parent, n) {
		n, parent = parent, t.scope.parents[parent]
	}
	lost := use{pos: e.Pos(), verdict: Lost, when: unknown, runs: true}
	switch p := parent.(type) {
	case *ast.CallExpr:
		if p.Fun == n {
			return t.called(p), true
		}
		for i, arg := range p.Args {
			if arg == n {
				return t.passed(p, i), true
			}
		}
	case *ast.BinaryExpr:
		return use{pos: e.Pos(), nilTest: true}, true // only comparison with nil type-checks
	case *ast.AssignStmt:
		for i, rhs := range p.Rhs {
			if rhs == n && len(p.Lhs) == len(p.Rhs) {
				return t.assigned(p.Lhs[i], e)
			}
		}
		return use{}, false // overwritten: a default for nil
	case *ast.ValueSpec:
		for i, value := range p.Values {
			if value == n {
				return t.assigned(p.Names[i], e)
			}
		}
	case *ast.ReturnStmt:
		lost.text = "is returned"
		return lost, true
	case *ast.SendStmt:
		lost.text = "is sent on a channel"
		return lost, true
	case *ast.KeyValueExpr, *ast.CompositeLit:
		lost.text = "is put into a composite literal"
		return lost, true
	}
	lost.text = "is used in an expression"
	return lost, true
}

// transparent says whether a node around n is only parentheses, a conversion,
// or the address of the struct.
func (t *tracer) transparent(parent, n ast.Node) bool {
	switch p := parent.(type) {
	case *ast.ParenExpr:
		return true
	case *ast.UnaryExpr:
		return p.Op == token.AND && t.isStruct(p.X)
	case *ast.CallExpr:
		return p.Fun != n && t.scope.info.Types[p.Fun].IsType()
	}
	return false
}

// called is the use as the function of a call.
func (t *tracer) called(call *ast.CallExpr) use {
	u := use{pos: call.Pos(), runs: true, when: atOnce, text: "is called"}
	u.busy = slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return t.scope.works(arg) })
	switch p := t.scope.parents[call].(type) {
	case *ast.GoStmt:
		u.pos, u.when, u.elsewhere, u.text = p.Pos(), later, true, "is called on its own goroutine"
	case *ast.DeferStmt:
		u.pos, u.last, u.text = p.Pos(), true, "is called when the function returns"
	}
	return u
}

// assigned is the use as the value of an assignment.
func (t *tracer) assigned(lhs, value ast.Expr) (use, bool) {
	u := use{pos: value.Pos(), verdict: Kept, when: unknown, runs: true}
	switch lhs := ast.Unparen(lhs).(type) {
	case *ast.Ident:
		if lhs.Name == "_" {
			return use{}, false
		}
		b := t.scope.binding(lhs)
		if b == nil {
			u.text = "is stored in " + lhs.Name
			if v := t.scope.variable(lhs); v != nil && v.Parent() != v.Pkg().Scope() {
				u.verdict = Lost // a local variable of another type
			}
			return u, true
		}
		if b.only() != nil {
			return use{}, false // the uses of the variable count
		}
		u.verdict, u.text = Lost, "is stored in "+lhs.Name+", which is assigned more than once"
	case *ast.SelectorExpr:
		u.text = "is stored in the field " + lhs.Sel.Name
		if t.fresh(lhs.X) {
			u.verdict = Lost
		}
	case *ast.IndexExpr:
		u.text = "is stored in a map or slice"
	default:
		u.text = "is stored through a pointer"
	}
	return u, true
}

// fresh says whether an expression is a variable that the function itself
// declares, other than its parameters: what is put into it is handed on at
// most.
func (t *tracer) fresh(e ast.Expr) bool {
	v := t.scope.variable(e)
	if v == nil {
		return false
	}
	fn, ok := t.scope.decl.(*ast.FuncDecl)
	return ok && fn.Body != nil && fn.Body.Pos() <= v.Pos() && v.Pos() < fn.Body.End()
}

// passed is the use as an argument.
func (t *tracer) passed(call *ast.CallExpr, arg int) use {
	u := use{pos: call.Args[arg].Pos(), runs: true, when: unknown, verdict: Lost}
	c := t.scope.calleeOf(call)
	if c == nil {
		u.text = "is passed to a builtin" // append, for example
		u.verdict = Kept
		return u
	}
	if guard := t.scope.onceGuard(call); guard != nil {
		u.verdict, u.when, u.guard = Once, atOnce, guard
		u.text = "is called in a sync.Once"
		return u
	}
	index, ok := c.param(call, arg)
	if !ok {
		u.text = "is passed to " + c.name()
		return u
	}
	at := slot{callee: c, index: index, given: t.scope.info.TypeOf(call.Args[arg])}
	if t.isStruct(call.Args[arg]) {
		typ := at.param().Type()
		at.field, at.owner = fieldOf(typ, t.field), typeName(typ)
		if at.field == nil {
			u.text = "is passed to " + c.name() + " as another type"
			return u
		}
	}
	u.call, u.param = call, t.index.paramOf(t.scope, at)
	return t.handed(u, t.index.known(t.scope, at), c, call)
}

// isStruct says whether an expression is the struct that has the target as a
// field.
func (t *tracer) isStruct(e ast.Expr) bool {
	if t.field == "" {
		return false
	}
	e = t.scope.plain(e)
	if ref, ok := e.(*ast.UnaryExpr); ok && ref.Op == token.AND {
		e = ref.X
	}
	return t.aims(t.scope.variable(e))
}

// handed is the use of a carrier by a callee of which something is known.
func (t *tracer) handed(u use, k knowledge, c *callee, call *ast.CallExpr) use {
	u.text = "is passed on to " + c.name()
	if k.timing != chain.AtOnce && !k.reports {
		u.failure = t.scope.failure(t.scope.parents[call])
	}
	switch {
	case k.verdict == Once && k.evidence == chain.Assumed && k.veto != "":
		u.verdict = Kept
		u.text += ", where it " + k.veto
	case k.verdict == Once && k.evidence != chain.Assumed:
		u.verdict, u.when = Once, k.when
		u.elsewhere, u.work = k.hop, !k.hop && k.timing != chain.AtOnce
		u.runs = k.when != 0
		u.nilSafe = k.nilTested
		u.text += ", which calls it at most once"
	case k.verdict == Once:
		u.text += ", of which nothing is known"
	default:
		u.verdict = k.verdict
		u.text += ", where it " + k.why
	}
	return u
}
