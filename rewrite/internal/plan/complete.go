package plan

import "go/ast"

// A Completion is what a chain ends with.
type Completion struct {
	At     *ast.Ident // where the source names it
	Params []string   // those of a function that calls it, nil when it is named itself
	Args   []string   // what that function hands on
	Err    string     // what an error is called that it is given alone
}

// complete finds the completion at the end of the chain.
//
//	Pattern: f(func(v V, err error) { end := func(r R, err error) {…}; … }) =>
//	Settle(func(r R, err error) { end(r, err) })
//	So long as: the variable is set inside of the chain.
//	Because: Settle(end) would take its value before it has one.
func (p *Part) complete() {
	if p.done == nil {
		return
	}
	p.Done, p.Completion = p.done.done.Name, &Completion{At: p.done.done}
	if p.Finale != nil {
		p.Done, p.Completion.At = p.Finale.Done, p.Finale.At
	}
	p.Completion.Err = paramName("", "err", p.Done)
	if p.Finale != nil || p.End == EndError {
		return // which calls it
	}
	if !p.later(p.done) || p.End == EndBody || p.End == EndGuarded {
		return
	}
	done, name := p.Src.Info.Uses[p.done.done], p.Done
	for _, h := range p.Hoists {
		if h.Obj == done {
			name = h.Name
		}
	}
	params := p.done.sig.Params()
	v, err := paramName(params.At(0).Name(), "v", name), paramName(params.At(1).Name(), "err", name)
	p.Completion.Params = []string{v + " " + p.spell(params.At(0).Type()), err + " error"}
	p.Completion.Args = []string{v, err}
}

// paramName is the name of a parameter where one name has a meaning already.
func paramName(name, otherwise, taken string) string {
	if name == "" || name == "_" || name == taken {
		name = otherwise
	}
	if name == taken {
		name += "2"
	}
	return name
}
