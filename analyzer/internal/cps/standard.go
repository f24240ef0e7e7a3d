package cps

import (
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// standard is what functions of the standard library are known to do with a function that they
// are given: what their bodies say, for drivers that do not read these. By the path of the
// package, and the name of the function.
//
// To testing.T.Run it is not told that it calls its test once: sub-tests are left alone, and so
// are those of who wraps it. What else is not here lets the function go out of sight.
var standard = map[string]map[string]Param{
	"container/ring": {"Ring.Do": {Name: "f", Verdict: Many, Timing: chain.AtOnce, Why: inLoop}},
	"crypto/fips140": {
		"WithoutEnforcement": {Name: "f", Timing: chain.AtOnce, Busy: true},
	},
	"crypto/subtle": {
		"WithDataIndependentTiming": {Name: "f", Timing: chain.AtOnce, Busy: true},
	},
	"expvar": {
		"Do":     {Name: "f", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
		"Map.Do": {Name: "f", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
	},
	"flag": {
		"Visit":            {Name: "fn", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
		"VisitAll":         {Name: "fn", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
		"FlagSet.Visit":    {Name: "fn", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
		"FlagSet.VisitAll": {Name: "fn", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
	},
	"math/rand": {
		"Shuffle":      {Index: 1, Name: "swap", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
		"Rand.Shuffle": {Index: 1, Name: "swap", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
	},
	"math/rand/v2": {
		"Shuffle":      {Index: 1, Name: "swap", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
		"Rand.Shuffle": {Index: 1, Name: "swap", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
	},
	"os":            {"Process.WithHandle": {Name: "f", Timing: chain.AtOnce, Busy: true}},
	"runtime/pprof": {"Do": {Index: 2, Name: "f", Timing: chain.AtOnce, Busy: true}},
	"runtime/trace": {"WithRegion": {Index: 2, Name: "fn", Timing: chain.AtOnce, Busy: true}},
	"sync": {
		"Once.Do":      {Name: "f", Timing: chain.AtOnce},
		"WaitGroup.Go": {Name: "f", Timing: chain.Later, Spawned: true},
	},
	"testing": {
		"AllocsPerRun":  {Index: 1, Name: "f", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
		"B.RunParallel": {Name: "body", Verdict: Many, Timing: chain.AtOnce, Why: inLoop},
	},
}

// inLoop is why a function is called more than once.
const inLoop = "is called in a loop"

// standardFact is the fact of a function of the standard library, nil for none.
func standardFact(obj types.Object) *OneShot {
	names := standard[obj.Pkg().Path()]
	fn, ok := obj.(*types.Func)
	if len(names) == 0 || !ok {
		return nil
	}
	name := fn.Name()
	if owner := ownerOf(fn); owner != "" {
		name = owner + "." + name
	}
	if p, known := names[name]; known {
		return &OneShot{Params: []Param{p}}
	}
	return nil
}
