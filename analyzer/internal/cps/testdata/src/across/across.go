// Knowledge of the functions of another package.
package across

import "lib"

func generic(c *lib.Client[string], k func(string, error)) { // want generic:"^k once later, parting$"
	c.Get("a", k)
}

func named(c *lib.Client[int], k func(int, error)) { // want named:"^k once later, parting$"
	c.Named("a", k)
}

func genericMethod(c *lib.Client[int], k func(string, error)) { // want genericMethod:"^k once later, parting$"
	c.As(func(int) string { return "" }, k)
}

func instantiated(c *lib.Client[int], k func(error)) { // want instantiated:"^k once later, parting$"
	c.As[string](func(int) string { return "" }, func(s string, err error) { k(err) })
}

func own[T any](c *lib.Client[T], k func(T, error)) { // want own:"^k once later, parting$"
	c.Get("a", k)
}

func viaOwn(c *lib.Client[int], k func(int, error)) { // want viaOwn:"^k once later, parting$"
	own(c, k)
}

func viaOwnExplicit(c *lib.Client[int], k func(int, error)) { // want viaOwnExplicit:"^k once later, parting$"
	own[int](c, k)
}

func each(c *lib.Client[int], k func(int)) { // want each:"^k many: is passed on to Each, where it is called in a loop$"
	c.Each(k)
}

func declared(g lib.Getter, k func(int, error)) { // want declared:"^k once at an unknown time, by a declaration$"
	g.Fetch("a", k)
}

func undeclared(g lib.Getter, k func(int, error)) { // want undeclared:"^k lost: is passed on to Pull, of which nothing is known$"
	g.Pull("a", k)
}

func embedded(s struct{ lib.Getter }, k func(int, error)) { // want embedded:"^k once at an unknown time, by a declaration$"
	s.Fetch("a", k)
}
