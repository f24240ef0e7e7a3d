package cps

import (
	"go/types"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A library is a row of the table of functions that are known to call back at
// most once.
type library struct {
	pkg    string // import path
	owner  string // the type that has the method, "" for a function
	name   string // of the function, "*" for all with the shape
	shape  func(*types.Signature) bool
	param  string // the continuation, "" for all functions without results
	timing chain.Timing
	hop    bool
}

// libraries are the functions known without reading their bodies: they have
// none within reach, or hand the continuation to a request table.
var libraries = []library{
	// Timers and executors: they carry no outcome.
	{pkg: "time", name: "AfterFunc", timing: chain.Later, hop: true},
	{pkg: "context", name: "AfterFunc", timing: chain.Later, hop: true},
	{pkg: "fyne.io/fyne/v2", name: "Do", hop: true},
	{pkg: "github.com/gotk3/gotk3/glib", name: "IdleAdd", timing: chain.Later, hop: true},
	{pkg: "github.com/diamondburned/gotk4/pkg/glib/v2", name: "IdleAdd", timing: chain.Later, hop: true},
	{pkg: "github.com/Arceliar/phony", owner: "Inbox", name: "Act", timing: chain.Later, hop: true},
	{pkg: "github.com/rivo/tview", owner: "Application", name: "QueueUpdateDraw", hop: true},
	{pkg: "github.com/dop251/goja_nodejs/eventloop", owner: "EventLoop", name: "RunOnLoop", timing: chain.Later, hop: true},
	{pkg: "github.com/dop251/goja_nodejs/eventloop", owner: "EventLoop", name: "SetTimeout", timing: chain.Later, hop: true},

	// Couchbase: an operation has its options and one continuation, and
	// returns what is pending. RangeScanContinue has a second function for
	// the rows and so another shape.
	{pkg: "github.com/couchbase/gocbcore/v10", owner: "Agent", name: "*", shape: pendingOp},
	{pkg: "github.com/couchbase/gocbcore/v10", owner: "AgentGroup", name: "*", shape: pendingOp},
	{pkg: "github.com/couchbase/gocbcore/v10", owner: "DCPAgent", name: "*", shape: pendingOp},
	{pkg: "github.com/couchbase/gocbcore/v9", owner: "Agent", name: "*", shape: pendingOp},
	{pkg: "github.com/couchbase/gocbcore/v9", owner: "AgentGroup", name: "*", shape: pendingOp},
}

// pendingOp matches func(options, continuation) (PendingOp, error).
func pendingOp(sig *types.Signature) bool {
	return sig.Params().Len() == 2 && sig.Results().Len() == 2 &&
		typeName(sig.Results().At(0).Type()) == "PendingOp" && isError(sig.Results().At(1).Type())
}

// lookup finds the row for a parameter of a callee.
func lookup(c *callee, index int) *library {
	if c.obj.Pkg() == nil {
		return nil
	}
	for i := range libraries {
		l := &libraries[i]
		if l.pkg == c.obj.Pkg().Path() && l.owner == c.owner && (l.name == "*" || l.name == c.obj.Name()) &&
			(l.shape == nil || l.shape(c.sig)) && (l.param == "" || l.param == c.sig.Params().At(index).Name()) {
			return l
		}
	}
	return nil
}
