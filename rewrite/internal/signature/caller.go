package signature

import (
	"fmt"
)

// asksCaller refuses functions that ask by whom they are called: their body becomes
// a literal, which is called by its promise. So is their callback, which may ask, too.
func (p *Package) asksCaller(f *Function) (text, remedy string) {
	name := p.Callers.AskIn(p.Info, f.node.Body)
	if name != "" {
		return fmt.Sprintf("it calls %s, which would tell of another caller", name), generate
	}
	if at, asks := p.Asking.Of(f.Op.Func, f.Op.Index); asks {
		const gets = "on %s it may get a callback that recovers or asks by whom it is called:" +
			" that would be a promise"
		return fmt.Sprintf(gets, p.line(f, at.Position)), "do that outside of the callback"
	}
	return "", ""
}
