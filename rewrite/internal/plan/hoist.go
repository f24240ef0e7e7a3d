package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/internal/syntax"
)

// hoist declares before the chain what its steps share, and what its first
// statement declares.
func (p *Part) hoist(names *namer) {
	for _, s := range p.Steps[:len(p.Steps)-1] {
		for _, c := range s.Captures {
			if decl := c.Moves(); decl != nil {
				p.move(names, decl)
			} else {
				names.reserve(p.spell(c.Obj.Type()))
			}
		}
	}
	if p.Moved != nil {
		names.reserve(p.Moved.Type)
	}
	if p.End == EndDelegate {
		names.reserve(p.TailValue())
	}
	for _, s := range p.Steps[:len(p.Steps)-1] {
		p.keepBeside(names, s)
	}
	p.hoistResults(names)
	for _, s := range p.Steps[:len(p.Steps)-1] {
		for _, c := range s.Captures {
			if c.Moves() == nil && !p.staysInside(s, c.Obj) {
				p.hoistCapture(names, s, c)
			}
		}
	}
}

// move takes a declaration of types or constants in front of the chain.
func (p *Part) move(names *namer, decl *ast.GenDecl) {
	if slices.Contains(p.Moves, decl) {
		return
	}
	p.Moves = append(p.Moves, decl)
	outside := p.Src.Place(p.Stmt.Pos())
	for _, id := range syntax.Declared(decl) {
		p.Apart = p.Apart || id.Name != "_" && outside.Taken(id, names.list)
		names.apart = p.Apart
		names.declare(id.Name)
	}
}

// hoistCapture declares before the chain what s declares and later steps use.
func (p *Part) hoistCapture(names *namer, s *Step, c *chain.Capture) {
	switch c.Decl.(type) {
	case *ast.Field:
		s.carry(p.Src, p.declareOf(names, c.Obj, errorOf(s, c.Obj)), c)
	case *ast.CaseClause, *ast.FuncLit:
		p.Hoists = append(p.Hoists, &Hoist{
			Obj: c.Obj, Name: names.copied(c.Obj), Type: p.spell(c.Obj.Type()), Decl: c.Decl, From: s.Next,
		})
	default:
		p.declareOf(names, c.Obj, errorOf(s, c.Obj)).Decl = c.Decl
	}
}

// staysInside reports whether what later steps use of a step is declared in its handler all the same.
func (p *Part) staysInside(s *Step, obj types.Object) bool {
	next := p.Steps[slices.Index(p.Steps, s)+1]
	return p.keptBeside(obj) || next.onlyMaps(p.Src, s, obj)
}

// onlyMaps reports whether s, which follows before, uses a value of before in
// nothing but what changes its error. That is written in the handler of before,
// where the value still is a parameter.
//
//	Pattern: func(o Order) { g(o, func(err error) { if err != nil { done(wrap(o, err)); … } }) } =>
//	Then(func(o Order) *promise.Promise[V] { return promise.Call(…g(o, k)…).MapErr(…wrap(o, err)…) })
//	So long as: no := assigns it in a body that moves to a function of its own.
//	Because: there it would declare another one, and what changes the error would see the old one.
func (s *Step) onlyMaps(src *Source, before *Step, obj types.Object) bool {
	at := slices.IndexFunc(before.Values, func(v *Param) bool { return v.Obj == obj })
	if s.Map == nil || at < 0 || before.LaunchesWhole(s) && src.redeclared(before.Lit.Body.List, obj) {
		return false
	}
	for _, id := range src.uses[obj] {
		if within(id.Pos(), s.Lit) && !s.Map.has(id) {
			return false
		}
	}
	before.Values[at].Used = true
	return true
}

// redeclared reports whether a := in a list assigns a parameter.
func (src *Source) redeclared(list []ast.Stmt, param types.Object) bool {
	is := func(obj types.Object) bool { return obj == param }
	return slices.ContainsFunc(list, func(stmt ast.Stmt) bool { return len(src.reassigned(stmt, is)) > 0 })
}

// has reports whether an identifier is a part of what changes the error.
func (m *ErrMap) has(id *ast.Ident) bool {
	return within(id.Pos(), m.Err) ||
		slices.ContainsFunc(m.Pre, func(stmt ast.Stmt) bool { return within(id.Pos(), stmt) })
}

// declare adds a variable for obj.
func (p *Part) declare(names *namer, obj types.Object) *Hoist { return p.declareOf(names, obj, "") }

// declareOf is declare with another name for where that of obj is taken.
func (p *Part) declareOf(names *namer, obj types.Object, other string) *Hoist {
	h := &Hoist{Obj: obj, Name: names.variable(obj, other), Type: p.spell(obj.Type())}
	p.Hoists = append(p.Hoists, h)
	return h
}

// errorOf is another name for the error of an operation: commitErr for that of
// Commit. It is empty for other variables.
func errorOf(s *Step, obj types.Object) string {
	if s.Err == nil || s.Err.Obj != obj || !token.IsIdentifier(s.Name) {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s.Name)
	return string(unicode.ToLower(first)) + s.Name[size:] + "Err"
}

// spell writes a type where the chain stands; that it can was checked before.
func (p *Part) spell(t types.Type) string {
	text, err := p.place().Type(t)
	if err != nil {
		panic("unnest: type without a name in a checked chain: " + err.Error())
	}
	return text
}

// carry decides how the value of a parameter gets into its variable.
//
//	Pattern: func(user User, err error) { …user… f(func(…) {…user…}) } =>
//	.Keep(&user).ThenCall(func(user User, k …) {…user…})
//	So long as: the handler is skipped on failure or leaves at once without a
//	look at the value, which is the only one.
//	Because: the variable has the value when the handler begins. If nothing assigns the
//	value or takes its address, a parameter holds the same for good, by the name that it
//	had; if something does, the handler has no name for it and uses the variable.
//
// Otherwise the handler copies the parameter and uses the variable. The error
// parameter of a handler that is skipped on failure is nil, as is the variable.
func (s *Step) carry(src *Source, h *Hoist, c *chain.Capture) {
	if s.Err != nil && s.Err.Obj == c.Obj {
		if !s.OnlyGood {
			s.Err.Hoist = h
		}
		s.ErrVar = false
		return
	}
	for _, v := range s.Values {
		if v.Obj != c.Obj {
			continue
		}
		switch {
		case len(s.Values) > 1 || !s.OnlyGood && !s.leavesWithout(src, c.Obj):
			v.Hoist = h
		case c.Shared:
			s.Keep, v.Used = h, false
		default:
			s.Keep, h.From = h, s.Next
		}
	}
}

// leavesWithout reports whether the literal leaves at once on failure, without
// using a value that came beside the error.
func (s *Step) leavesWithout(src *Source, value types.Object) bool {
	g := s.guard(src)
	return g != nil && !src.usedIn(value, g.stmt, nil)
}

// hoistResults declares what the statement of the first launch declares, and
// variables for results that it returns.
//
//	Pattern: d := f(func(v V) {…}); d.Set(x); d.Start() =>
//	promise.Call(func(k func(V, error)) { d := f(k); d.Set(x); d.Start() })
//	So long as: all that is done with d is to call its methods, in statements of the same list;
//	none of those up to the last of them leaves, launches something, asks by whom it is called
//	or declares what is used behind it.
//	Because: Call runs all of it where the launch stood, in the same order.
func (p *Part) hoistResults(names *namer) {
	if p.Steps[0].Sync != nil {
		return // the only result is the error, which goes into the promise
	}
	if p.Steps[0].Through != nil {
		return // all that is done with it goes with the launch
	}
	switch stmt := p.Stmt.(type) {
	case *ast.AssignStmt:
		p.hoistAssigned(names, stmt, true)
	case *ast.IfStmt:
		if init, ok := stmt.Init.(*ast.AssignStmt); ok {
			p.hoistAssigned(names, init, false)
		}
	case *ast.ReturnStmt:
		p.hoistReturned(names, stmt)
	}
}

// hoistAssigned declares the variables of a := statement. Those of a listed
// statement already stand in the scope of the chain and keep their names,
// unless the statement itself uses another object of the name.
//
//	Pattern: x, err := f(x, func(…) {…}) =>
//	var x2 int; …; x2, err = f(x, k); …; x := x2
func (p *Part) hoistAssigned(names *namer, stmt *ast.AssignStmt, listed bool) {
	if stmt.Tok != token.DEFINE {
		return
	}
	for _, lhs := range stmt.Lhs {
		obj := p.Src.Info.Defs[lhs.(*ast.Ident)]
		if obj == nil || obj.Name() == "_" || names.names.carried[obj] {
			continue // declared already by the chain around this one
		}
		var h *Hoist
		if listed && names.means(obj.Name(), obj) {
			h = p.declare(names, obj)
			h.From, h.After = stmt, true
		} else if listed {
			h = &Hoist{Obj: obj, Name: obj.Name(), Type: p.spell(obj.Type())}
			names.declare(h.Name)
			p.Hoists = append(p.Hoists, h)
		} else {
			h = p.declare(names, obj)
		}
		h.Decl = stmt
	}
}

func (p *Part) hoistReturned(names *namer, stmt *ast.ReturnStmt) {
	if len(stmt.Results) == 0 {
		return
	}
	results := []types.Type{p.Src.Info.TypeOf(stmt.Results[0])}
	if tuple, ok := results[0].(*types.Tuple); ok {
		results = nil
		for v := range tuple.Variables() {
			results = append(results, v.Type())
		}
	}
	for _, t := range results {
		name := "result"
		if types.Identical(t, types.Universe.Lookup("error").Type()) {
			name = "err"
		}
		h := &Hoist{Name: names.result(name), Type: p.spell(t)}
		p.Hoists = append(p.Hoists, h)
		p.Result = append(p.Result, h)
	}
}
