package progen

// receivers are operations that are methods, of receivers of every kind, and functions that
// something holds.
func receivers() []op {
	intErr, userErr := []typ{tInt, tErr}, []typ{tUser, tErr}
	return []op{
		{"source.Load($ID, ", ")", intErr, returnsNothing, []string{"source"}},
		{"source.Load($ID, ", ")", intErr, returnsNothing, []string{"source"}},
		{"Source.Load(source, $ID, ", ")", intErr, returnsNothing, []string{"source", "Source"}},
		{"Source(&Client{$INT}).Load($ID, ", ")", intErr, returnsNothing, []string{"Client", "Source"}},
		{"team.Get($ID, ", ")", intErr, returnsNothing, []string{"team"}},
		{"team.Client.Get($ID, ", ")", intErr, returnsNothing, []string{"team"}},
		{"(&Team{&Client{$INT}, $STR}).Get($ID, ", ")", intErr, returnsNothing, []string{"Team", "Client"}},
		{"dial($INT).Get($ID, ", ")", intErr, returnsNothing, []string{"dial"}},
		{"dial($INT).Ask($ID, ", ")", []typ{tString, tErr}, returnsReceiver, []string{"dial"}},
		{"clients[num($INT)%1].Get($ID, ", ")", intErr, returnsNothing, []string{"clients", "num"}},
		{"(&Shelf[int]{$INT}).Load($ID, ", ")", intErr, returnsNothing, []string{"Shelf", "int"}},
		{"(&Shelf[User]{}).Load($ID, ", ")", userErr, returnsNothing, []string{"Shelf", "User"}},
		{"Shelf[string]{$STR}.Peek($ID, ", ")", []typ{tString}, returnsNothing, []string{"Shelf", "string"}},
		{"shelf.Load($ID, ", ")", userErr, returnsNothing, []string{"shelf"}},
		{
			"(*Shelf[User]).Load(shelf, $ID, ", ")", userErr, returnsNothing,
			[]string{"shelf", "Shelf", "User"},
		},
		{"shelf.Twin().Load($ID, ", ")", userErr, returnsNothing, []string{"shelf"}},
		{"dial($INT).Get(num($ID), ", ")", intErr, returnsNothing, []string{"dial", "num"}},
		{
			"func() *Client { return dial($INT) }().Get($ID, ", ")", intErr, returnsNothing,
			[]string{"dial", "Client"},
		},
		{"api.Load($ID, ", ")", intErr, returnsNothing, []string{"api"}},
		{"(*Client).Get(dial($INT), $ID, ", ")", intErr, returnsNothing, []string{"dial", "Client"}},
	}
}

// launchHolding launches an operation that a variable holds.
func launchHolding(g *gen) {
	form := pick(g, []struct {
		value string
		o     op
	}{
		{"Get", op{"get#($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Get"}}},
		{"dial($INT).Get", op{"get#($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"dial"}}},
		{"source.Load", op{"get#($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"source"}}},
		{"dial($INT)", op{"get#.Get($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"dial"}}},
		{"*dial($INT)", op{"get#.Get($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"dial"}}},
		{"Source(dial($INT))", op{
			"get#.Load($ID, ", ")",
			[]typ{tInt, tErr},
			returnsNothing,
			[]string{"dial", "Source"},
		}},
		{"struct{ *Client }{dial($INT)}", op{
			"get#.Get($ID, ", ")",
			[]typ{tInt, tErr},
			returnsNothing,
			[]string{"dial", "Client"},
		}},
		{"Fetch[int]", op{
			"get#($ID, $INT, ", ")",
			[]typ{tInt, tErr},
			returnsNothing,
			[]string{"Fetch", "int"},
		}},
	})
	if !g.can(form.o.names...) || !g.writable(form.o.params) || g.budget <= 0 {
		g.place()
		return
	}
	g.budget--
	g.locals++
	form.o.before = numbered(form.o.before, g.locals)
	name := numbered("get#", g.locals)
	value := g.fill(form.value)
	g.p("%s := %s\n", name, value)
	g.simply(1)
	g.call(form.o)
	g.lineEnd()
	if g.chance(15) {
		g.p("%s = %s\n", name, g.fill(form.value))
	}
}
