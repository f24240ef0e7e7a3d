package analyzer

import "github.com/unnest-go/unnest/analyzer/chain"

// An Answered is a callback with results of a function: who calls it gets an answer, so that it
// is no continuation, whatever is declared.
type Answered struct{ Func, Param string }

// Answered is a callback with results of a function that a pattern of Config.Once means, in
// the package or one that it imports; nil for none.
func (r *Result) Answered(pattern string) *Answered {
	fn, param := r.index.Answered(pattern)
	if fn == nil {
		return nil
	}
	return &Answered{(&chain.Operation{Func: fn}).Name(), param.Name()}
}
