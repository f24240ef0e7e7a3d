package plan

import "fmt"

// complete writes the completion at the end of the chain.
//
//	Pattern: f(func(v V, err error) { end := func(r R, err error) {…}; … }) =>
//	Settle(func(r R, err error) { end(r, err) })
//	So long as: the variable is set inside of the chain.
//	Because: Settle(end) would take its value before it has one.
func (p *Part) complete() {
	if p.done == nil {
		return
	}
	p.Done = p.done.done.Name
	if p.Finale != nil {
		p.Done = p.Finale.Done
		return
	}
	if !p.later(p.done) || p.End == EndBody || p.End == EndGuarded {
		return
	}
	done := p.Src.Info.Uses[p.done.done]
	for _, h := range p.Hoists {
		if h.Obj == done {
			p.Done = h.Name
		}
	}
	if p.End == EndError {
		return // which calls it
	}
	params := p.done.sig.Params()
	v, err := paramName(params.At(0).Name(), "v", p.Done), paramName(params.At(1).Name(), "err", p.Done)
	p.Done = fmt.Sprintf("func(%s %s, %s error) { %s(%s, %s) }",
		v, p.spell(params.At(0).Type()), err, p.Done, v, err)
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
