package cps

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A tracer follows one parameter through the body that declares it: the
// parameter itself, local variables that stand for it, and literals that
// capture it. All of them carry it.
type tracer struct {
	index   *Index
	scope   *scope
	root    *ast.BlockStmt          // the body
	targets []*types.Var            // usually one; of several, at most one is called
	field   string                  // of the target, when it is a struct
	weights map[*ast.FuncLit]weight // of the literals, as far as known
	seen    map[*ast.FuncLit]bool   // in this round
	grown   bool                    // some weight grew in this round
	reasons map[token.Pos]string    // what was seen, by place

	cleared     map[types.Object]ast.Node  // flags that were found clear in vain, and why
	interrupted map[token.Pos]interruption // those that were set after that, by the place of it

	rests    map[*types.Var]weight   // of what hangs on the continuation of a link
	loops    map[*ast.FuncLit]weight // of loops, by their turn
	returned map[ast.Node]after      // of what follows a link, where its literal ends
}

// An event is a use of a carrier with the weight that it has there.
type event struct {
	use    use
	weight weight
	around bool       // what is used is not the target itself, but a function that calls it
	failed *types.Var // the error that has to be not nil for it to come, nil for none
}

// arm says whether an event is that of a function which calls the target and goes out of
// sight, like one of those for success and for failure: nobody knows that it is called.
func (e event) arm() bool { return e.around && e.weight.verdict == Lost }

// trace returns the weight of running a body once.
func (t *tracer) trace(body *ast.BlockStmt) weight {
	t.root = body
	t.weights = make(map[*ast.FuncLit]weight)
	t.rests = make(map[*types.Var]weight)
	t.loops = make(map[*ast.FuncLit]weight)
	t.returned = make(map[ast.Node]after)
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
		case *ast.ReturnStmt:
			more, ok := t.leads(n)
			events = append(events, more...)
			return !ok
		case *ast.CallExpr:
			more, ok := t.chainOf(n)
			events = append(events, more...)
			return !ok
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
	return []event{{use: use{pos: sel.Pos()}, weight: w}}
}

// captures says whether a literal mentions a carrier.
func (t *tracer) captures(lit *ast.FuncLit) bool {
	return t.mentions(lit.Body)
}

// stands says whether a local variable stands for the target: it is only ever
// given a carrier.
func (t *tracer) stands(v *types.Var) bool { return t.leadsTo(v, make(map[*types.Var]bool)) }

// leadsTo is stands for a search that has been to some variables already: every one of
// them is looked at once, however many literals mention it.
func (t *tracer) leadsTo(v *types.Var, seen map[*types.Var]bool) bool {
	value := t.scope.bindings[v].only()
	if value == nil || seen[v] {
		return false
	}
	seen[v] = true
	carries := func(w *types.Var) bool { return w != nil && (t.carrier(w) || t.leadsTo(w, seen)) }
	switch e := t.scope.unwrapped(value).(type) {
	case *ast.Ident:
		return carries(t.scope.variable(e))
	case *ast.SelectorExpr:
		return t.field != "" && t.isTarget(e)
	case *ast.FuncLit:
		return t.finds(e.Body, carries)
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
		return t.aimed(v), true
	}
	if rest, ok := t.rests[v]; ok {
		return rest, true
	}
	if t.scope.isWrite(id) || !t.stands(v) {
		return weight{}, false
	}
	switch e := t.scope.unwrapped(t.scope.bindings[v].only()).(type) {
	case *ast.Ident:
		return t.carries(e)
	case *ast.FuncLit:
		return t.literal(e), true
	}
	return direct(), true // the field of the target
}

// aimed returns the weight of running a target. It may have been given a literal
// around what it was, also by the name of another variable, or something made of one:
//
//	next := k // the completion
//	k = func(v V, err error) { trace(err); next(v, err) }
func (t *tracer) aimed(v *types.Var) weight {
	w := direct()
	t.wrapping(v, &w, make(map[*types.Var]bool))
	return w
}

// wrapping adds the weights of running the literals that a variable may have been given.
func (t *tracer) wrapping(v *types.Var, w *weight, seen map[*types.Var]bool) {
	b := t.scope.bindings[v]
	if b == nil || seen[v] {
		return
	}
	seen[v] = true
	for _, value := range b.values {
		switch e := t.scope.unwrapped(value).(type) {
		case *ast.FuncLit:
			w.grow(t.literal(e))
		case *ast.Ident:
			t.wrapping(t.scope.variable(e), w, seen)
		}
	}
}

// uses returns the events of a carrier that stands at an expression.
func (t *tracer) uses(e ast.Expr, w weight) []event {
	u, ok := t.classify(e)
	if !ok {
		return nil // a definition, which by itself does nothing
	}
	result, itself := u.apply(w), t.isDirect(e)
	if itself {
		result.nilTested = result.nilTested || u.nilSafe
		result.relies = result.relies || u.relies || u.verdict != Once
	}
	if w.most() > 0 && u.text != "" && result.verdict == Once {
		t.reasons[u.pos] = u.text
	}
	return []event{{use: u, weight: result, around: !itself}}
}

// isDirect says whether an expression is the target itself, under any name, or the struct
// that has it, not something that calls it.
func (t *tracer) isDirect(e ast.Expr) bool {
	return t.isTarget(e) || t.isStruct(e) || t.renames(t.scope.variable(e), nil)
}

// renames says whether a variable is only ever given the target.
func (t *tracer) renames(v *types.Var, via []*types.Var) bool {
	if v == nil || slices.Contains(via, v) {
		return false
	}
	value := t.scope.bindings[v].only()
	if value == nil {
		return false
	}
	value = t.scope.unwrapped(value)
	return t.isTarget(value) || t.renames(t.scope.variable(value), append(via, v))
}
