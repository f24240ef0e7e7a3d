package syntax

import (
	"go/ast"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// callers are functions that tell by whom a function is called that calls them, and the
// depth up to which they tell of that function itself.
var callers = map[string]int64{
	"runtime.Caller": 0, "runtime.Callers": 1, "log.Output": 1, "(*log.Logger).Output": 1,
}

// AsksCaller reports whether a call tells by whom the function is called that makes it.
func AsksCaller(info *types.Info, call *ast.CallExpr) bool {
	fn, ok := typeutil.Callee(info, call).(*types.Func)
	if !ok {
		return false
	}
	own, ok := callers[fn.FullName()]
	if !ok {
		return marksHelper(fn)
	}
	value := info.Types[call.Args[0]].Value
	if value == nil {
		return true
	}
	depth, exact := constant.Int64Val(value)
	return !exact || depth > own
}

// marksHelper reports whether a function is the method Helper of a test, or of an interface
// that has it from tests.
func marksHelper(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil || fn.Name() != "Helper" || sig.Params().Len()+sig.Results().Len() > 0 {
		return false
	}
	return types.IsInterface(sig.Recv().Type()) || fn.FullName() == "(*testing.common).Helper"
}
