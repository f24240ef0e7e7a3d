package progen

// spelledOut are holders of types that take some writing, or cannot be written everywhere:
// what a later continuation uses of them has to be declared with its type.
func spelledOut() []holder {
	return []holder{
		{
			"byKey# := map[string][]int{\"a\": {1, $INT}}\n",
			[]part{{"byKey#[\"a\"][0]", tInt}},
			[]string{"string", "int"},
		},
		{"fs# := []func() int{func() int { return $INT }}\n", []part{{"fs#[0]", tFunc}}, []string{"int"}},
		{"ptr# := &[2]int{$INT}\n", []part{{"ptr#[0]", tInt}, {"*ptr#", tArray}}, []string{"int"}},
		{
			"lines# := []struct {\nn int\ns string\n}{{1, $STR}}\n",
			[]part{{"lines#[0].n", tInt}, {"lines#[0].s", tString}},
			[]string{"int", "string"},
		},
		{
			"nest# := struct {\nin struct{ n int }\nf func() int\n}{f: func() int { return $INT }}\n",
			[]part{{"nest#.in.n", tInt}, {"nest#.f", tFunc}},
			[]string{"int"},
		},
		{"thing# := any($INT)\n", []part{{"thing#", tAny}}, []string{"any"}},
		{"fault# := Fault(&OpErr{$INT})\n", []part{{"fault#", tFault}}, []string{"Fault", "OpErr"}},
		{"boxes# := Box[Box[int]]{}\n", []part{{"boxes#.Value.Value", tInt}}, []string{"Box", "int"}},
	}
}

// ofLocalTypes are holders of types that stand beside them.
func ofLocalTypes() []holder {
	return []holder{
		{
			"type kind# int\nkinds# := map[kind#]int{1: $INT}\n",
			[]part{{"kinds#[1]", tInt}},
			[]string{"int"},
		},
		{
			"type pair#[A any] struct{ a, b A }\npairs# := pair#[int]{$INT, 1}\n",
			[]part{{"pairs#.a", tInt}, {"pairs#.b", tInt}},
			[]string{"int", "any"},
		},
		{
			"const (\nlow# = iota\nhigh#\n)\nlevels# := [high# + 1]int{$INT}\n",
			[]part{{"levels#[low#]", tInt}, {"levels#[high#]", tInt}},
			[]string{"int", "iota"},
		},
		{
			"owner# := &User{ID: $INT}\n",
			[]part{{"owner#.Tags[1]", tInt}, {"owner#", tUserPtr}, {"owner#.Name", tString}},
			[]string{"User"},
		},
		{
			"front# := &[]*User{{Name: $STR}}[0]\n",
			[]part{{"(*front#).ID", tInt}, {"(**front#)", tUser}},
			[]string{"User"},
		},
		{
			"type node# struct {\nn int\nnext *node#\n}\nnodes# := &node#{$INT, &node#{}}\n",
			[]part{{"nodes#.n", tInt}, {"nodes#.next.n", tInt}},
			[]string{"int"},
		},
		{
			"type tell# func(...int) (int, error)\n" +
				"var told# tell# = func(...int) (int, error) { return $INT, nil }\ntold1#, _ := told#(1)\n",
			[]part{{"told1#", tInt}},
			[]string{"int", "error", "nil"},
		},
		{
			"type shown# interface{ Label() string }\nvar show# shown# = User{ID: $INT}\n" +
				"label# := show#.Label\ntext# := label#()\n",
			[]part{{"text#", tString}},
			[]string{"string", "User"},
		},
		{
			"queue# := make(chan int, 1)\nvar in# chan<- int = queue#\nin# <- $INT\n" +
				"var out# <-chan int = queue#\nnumber# := <-out#\n",
			[]part{{"number#", tInt}},
			[]string{"int", "make"},
		},
	}
}
