package progen

// Launches within literals that are no continuations: what calls these runs them at once,
// and many of them return something.

// inWithResult launches in a literal that returns a value, and is called on the spot.
func inWithResult(g *gen) {
	if !g.can("int", "Event2") {
		g.place()
		return
	}
	g.p("Event2(\"result %d %%v\", func(", g.id())
	g.frame(nil, []typ{tInt}, (*gen).place)
	g.p("())\n")
}

// inTestedResult launches in a literal whose error is tested.
func inTestedResult(g *gen) {
	if !g.can("error", "nil") {
		g.place()
		return
	}
	outer := g.push()
	g.p("if err := func(")
	g.frame(nil, []typ{tErr}, (*gen).place)
	g.p("(); err != nil ")
	g.declareAs("err", tErr).used = true
	g.nested(1)
	g.p("\n")
	g.pop(outer)
}

// A helper is a function of the lab that calls a literal at once.
type helper struct {
	before  string // up to the parameters of the literal; # is a number
	params  []typ  // of the literal
	results []typ
	after   string
	names   []string
}

func helpers() []helper {
	return []helper{
		{"each($INTS, func(", []typ{tInt}, nil, ")\n", []string{"each", "int"}},
		{"each([]User{{ID: $INT}}, func(", []typ{tUser}, nil, ")\n", []string{"each", "User"}},
		{"_ = within($STR, func(", []typ{tUser}, []typ{tErr}, ")\n", []string{"within", "User", "error"}},
		{
			"Event2(\"within $ID %v\", within($STR, func(",
			[]typ{tUser},
			[]typ{tErr},
			"))\n",
			[]string{"within", "User", "error"},
		},
		{
			"if err := within($STR, func(",
			[]typ{tUser},
			[]typ{tErr},
			"); err != nil {\nEvent2(\"not within\")\n}\n",
			[]string{"within", "User", "error"},
		},
		{
			"Judge($ID, func(",
			[]typ{tInt, tErr},
			[]typ{tBool},
			")\n",
			[]string{"Judge", "int", "error", "bool"},
		},
		{"new(Once).Do(func(", nil, nil, ")\n", []string{"new", "Once"}},
		{
			"Event2(\"made $ID %v\", mapped($INTS, func(",
			[]typ{tInt},
			[]typ{tInt},
			"))\n",
			[]string{"mapped", "int"},
		},
		{
			"Event2(\"kept $ID %v\", kept($INTS, func(",
			[]typ{tInt},
			[]typ{tBool},
			"))\n",
			[]string{"kept", "int", "bool"},
		},
		{"var each# func(User) = func(", []typ{tUser}, nil, "\neach#(User{})\n", []string{"User"}},
	}
}

// inHelper launches in a literal that a function calls at once.
func inHelper(g *gen) {
	h := pick(g, helpers())
	if !g.can(h.names...) || !g.can("Event2") {
		g.place()
		return
	}
	g.locals++
	n := g.locals
	g.p("%s", numbered(g.fill(h.before), n))
	g.frame(h.params, h.results, (*gen).place)
	g.p("%s", numbered(g.fill(h.after), n))
}

// frame writes a literal from its parameters on, with f in it. It has one result, or none.
func (g *gen) frame(params, results []typ, f stmt) {
	outer := g.push()
	g.scope.frame, g.scope.results = true, results
	for _, t := range params {
		name := g.fresh(t)
		g.p("%s %s, ", name, t)
		g.declare(name, t)
	}
	g.p(") ")
	if len(results) > 0 {
		g.p("%s ", results[0])
	}
	g.open()
	g.simply(2)
	f(g)
	g.simply(1)
	g.use()
	if len(results) > 0 {
		g.returnResults(results)
	}
	g.shut()
	g.pop(outer)
}

// returnResults returns from a literal.
func (g *gen) returnResults(results []typ) {
	g.p("return")
	for i, t := range results {
		g.p("%s%s", []string{" ", ", "}[min(i, 1)], g.value(t))
	}
	g.p("\n")
}

// frameResults are what the literal around returns.
func (g *gen) frameResults() []typ {
	for s := g.scope; s != nil; s = s.parent {
		if s.frame {
			return s.results
		}
	}
	return nil
}
