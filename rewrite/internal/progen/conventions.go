package progen

// Operations with conventions that libraries have besides the usual ones: the outcome in
// one struct, a flag for the error, errors of types of their own, types with and without
// names, generic ones, and any number of values.
func conventions() []op {
	simple := func(name string, params ...typ) op {
		return op{name + "($ID, ", ")", params, returnsNothing, []string{name}}
	}
	return []op{
		simple("Whole", tOutcome), simple("Whole", tOutcome),
		simple("Seek", tUser, tBool),
		simple("Rows", tMore),
		simple("Notes", tErr, tMore),
		simple("Try", tBool, tErr),
		simple("Index", tMap, tErr),
		simple("Link", tCtx, tErr),
		simple("Number", tID, tErr),
		simple("Unnamed", tUnnamed, tErr),
		simple("Lease", tFunc, tErr),
		simple("Grid", tArray, tErr),
		simple("Fail", tInt, tFault),
		simple("Weigh", tInt, tValErr),
		simple("Sized", tInt, tErr),
		simple("Reply1", tUser, tErr),
		simple("Told", tInt, tErr),
		simple("Within", tUserPtr, tBool),
	}
}

// withArguments are such operations that take more than a continuation.
func withArguments() []op {
	return []op{
		{"Prefer($CTX, $ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Prefer"}},
		{"Prefer($CTX, $ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Prefer"}},
		{"Infer($ID, ", ")", []typ{tUser, tErr}, returnsNothing, []string{"Infer"}},
		{"Infer[int]($ID, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Infer", "int"}},
		{"Infer($ID, ", ")", []typ{tMap, tErr}, returnsNothing, []string{"Infer"}},
		{"Add($ID, $INT, ", ")", []typ{tInt, tErr}, returnsNothing, []string{"Add"}},
		{"Add($ID, $STR, ", ")", []typ{tString, tErr}, returnsNothing, []string{"Add"}},
		{
			"Apply($ID, $STR, func(s string) int { return len(s) }, ", ")",
			[]typ{tInt, tErr},
			returnsNothing,
			[]string{"Apply", "string", "int", "len"},
		},
		{
			"Apply[string, User]($ID, $STR, nil, ", ")",
			[]typ{tUser, tErr},
			returnsNothing,
			[]string{"Apply", "string", "User", "nil"},
		},
		{
			"DoBoth($ID, Ways{OK: ", ", Fail: $FAIL})",
			[]typ{tInt},
			returnsNothing,
			[]string{"DoBoth", "Ways", "error", "Event2"},
		},
		{
			"DoBoth($ID, Ways{OK: $OK, Fail: ", "})",
			[]typ{tErr},
			returnsNothing,
			[]string{"DoBoth", "Ways", "int", "Event2"},
		},
		{
			"DoLater($ID, &Opts{Name: $STR, Done: ", "})",
			[]typ{tInt, tErr},
			returnsNothing,
			[]string{"DoLater", "Opts"},
		},
		{"Fetch($ID, $PARAM, ", ")", []typ{tParam, tErr}, returnsNothing, []string{"Fetch"}},
		{"Fetch($ID, $PARAM, ", ")", []typ{tParam, tErr}, returnsNothing, []string{"Fetch"}},
	}
}

// declareParts makes the fields of a variable known, as variables of their own.
func (g *gen) declareParts(v *variable) {
	for _, p := range fields[v.typ] {
		part := g.declareAs(v.name+p.text, p.typ)
		part.of, part.free = v, true
	}
}

// fields are the parts of structs.
var fields = map[typ][]part{
	tOutcome: {{".N", tInt}, {".Err", tErr}},
	tUnnamed: {{".N", tInt}},
	tMap:     {{"[\"a\"]", tInt}},
	tBox:     {{".Value", tInt}},
}

// failureOf is the variable that says whether an operation failed, nil if this is none.
func (g *gen) failureOf(v *variable) *variable {
	switch {
	case contains([]string{string(tErr), string(tOpErr), string(tFault)}, string(v.typ)):
		return v
	case v.typ == tOutcome:
		return g.lookup(v.name + ".Err")
	}
	return nil
}
