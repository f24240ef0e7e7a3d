package plan

import (
	"go/ast"
	"slices"
	"strconv"
)

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
	name := p.completionName()
	p.Completion.Err = paramName("", "err", name)
	if p.Finale != nil || p.TellsError() {
		return // which calls it
	}
	if !p.later(p.done) || p.End == EndBody || p.End == EndGuarded {
		return
	}
	params := p.done.sig.Params()
	v := paramName(params.At(0).Name(), "v", name)
	err := paramName(params.At(1).Name(), "err", name, v)
	p.Completion.Params = []string{v + " " + p.spell(params.At(0).Type()), err + " error"}
	p.Completion.Args = []string{v, err}
}

// completionName is what the chain calls its completion, which it may have declared before it.
func (p *Part) completionName() string {
	done := p.Src.Info.Uses[p.Completion.At]
	for _, h := range p.Hoists {
		if h.Obj != nil && h.Obj == done {
			return h.Name
		}
	}
	return p.Done
}

// paramName is the name of a parameter where some names have a meaning already.
func paramName(name, otherwise string, taken ...string) string {
	if name == "" || name == "_" || slices.Contains(taken, name) {
		name = otherwise
	}
	for free, i := name, 2; ; i++ {
		if !slices.Contains(taken, free) {
			return free
		}
		free = name + strconv.Itoa(i)
	}
}
