package cps

import (
	"go/ast"
	"go/types"
)

// rearmed says whether a call starts a timer that is set again, by Reset, somewhere in
// the package: then its function is called once for each time, and the verdict is Many.
// It is Lost if nobody knows, and Once for other calls.
//
//	t := time.AfterFunc(d, f)
//	…
//	t.Reset(d)
func (x *Index) rearmed(s *scope, call *ast.CallExpr) Verdict {
	if !x.startsTimer(s, call) {
		return Once
	}
	return x.timersIn().verdict(call)
}

// rearmedText is what a verdict of rearmed means to people.
func rearmedText(v Verdict) string {
	if v == Many {
		return "is passed to a timer that is set again"
	}
	return "is passed to a timer that may be set again"
}

// startsTimer says whether the value of a call is a timer that calls what the call was
// given: the callee is time.AfterFunc, or returns what that returned.
func (x *Index) startsTimer(s *scope, call *ast.CallExpr) bool {
	c := s.calleeOf(call)
	if c == nil {
		return false
	}
	fn, ok := c.obj.(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg() == x.pass.Pkg {
		return false
	}
	if fn.FullName() == "time.AfterFunc" {
		return true
	}
	if !x.gives(call) {
		return false
	}
	fact := x.factOf(fn)
	return fact != nil && fact.timer()
}

// timer says whether a function returns a timer that calls one of its parameters.
func (f *OneShot) timer() bool {
	for _, p := range f.Params {
		if p.Timer {
			return true
		}
	}
	return false
}

// returnsTimer says whether a function of this package returns a timer that somebody
// started with a function.
func (x *Index) returnsTimer(fn *types.Func) bool {
	return resettable(fn.Signature().Results()) && x.timersIn().returned(fn)
}
