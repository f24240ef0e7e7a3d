package cps

import (
	"go/types"
	"path"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A library is a row of the table of functions that are known to call back at
// most once.
type library struct {
	pkg    string // import path, with * for any text of an element
	owner  string // the type that has the method, "" for a function, "*" for either
	name   string // of the function, with * for any text
	shape  func(*types.Signature) bool
	timing chain.Timing
	kind   kind
	life   *life // of what it makes, nil for what calls back by itself

	parting bool // nothing happens on the goroutine after the call
}

// A kind says what calling back means.
type kind uint8

const (
	operation kind = iota // the outcome is there
	hop                   // execution has moved: a timer, a thread, an actor
	task                  // the work itself is to be done
)

// libraries are the functions known without reading their bodies: they have
// none within reach, or hand the continuation to a request table.
var libraries = []library{
	// Goroutines.
	{pkg: "sync", owner: "WaitGroup", name: "Go", timing: chain.Later, kind: task},

	// Chains: a promise settles once, so each of its handlers runs at most once.
	{pkg: promisePath, name: "Call", timing: chain.Sometimes},
	{pkg: promisePath, name: "TryCall", timing: chain.Sometimes},
	{pkg: promisePath, owner: "Promise", name: "*", timing: chain.Sometimes},

	// Timers and executors: they carry no outcome.
	{pkg: "time", name: "AfterFunc", timing: chain.Later, kind: hop, parting: true},
	{pkg: "context", name: "AfterFunc", timing: chain.Later, kind: hop, parting: true},
	{pkg: loopPath, owner: "Loop", name: "Post", timing: chain.Later, kind: hop},
	{pkg: loopPath, owner: "Loop", name: "Soon", timing: chain.Later, kind: hop},
	{pkg: loopPath, owner: "Loop", name: "SetTimeout", timing: chain.Later, kind: hop},
	{pkg: "fyne.io/fyne/v2", name: "Do*", kind: hop}, // DoAndWait, too
	{pkg: "fyne.io/fyne/v2", owner: "Driver", name: "DoFromGoroutine", kind: hop},
	{pkg: "github.com/gotk3/gotk3/glib", name: "IdleAdd", timing: chain.Later, kind: hop},
	{pkg: "github.com/diamondburned/gotk4/pkg/glib/v2", name: "IdleAdd", timing: chain.Later, kind: hop},
	{pkg: "github.com/Arceliar/phony", owner: "*", name: "Act", timing: chain.Later, kind: hop},
	{pkg: "github.com/rivo/tview", owner: "Application", name: "QueueUpdate*", kind: hop},
	{pkg: sonicPath, owner: "IO", name: "Post*", timing: chain.Later, kind: hop},
	{pkg: sonicPath, owner: "Timer", name: "ScheduleOnce", timing: chain.Later, kind: hop},

	// The loops of a browser's page and of JavaScript in Go: what is posted runs there.
	{pkg: goAppPath + "/v*/pkg/app", owner: "Context", name: "Dispatch", timing: chain.Later, kind: hop},
	{pkg: goAppPath + "/v*/pkg/app", owner: "Context", name: "Defer", timing: chain.Later, kind: hop},
	{pkg: goAppPath + "/v*/pkg/app", owner: "Context", name: "After", timing: chain.Later, kind: hop},
	{pkg: gojaPath + "/eventloop", owner: "EventLoop", name: "RunOnLoop", timing: chain.Later, kind: hop},
	{pkg: gojaPath + "/eventloop", owner: "EventLoop", name: "SetTimeout", timing: chain.Later, kind: hop},

	// Actors: a future completes once, and its outcome comes as a message to the actor.
	{pkg: protoactorPath + "/actor", owner: "*", name: "ReenterAfter", timing: chain.Later},

	// Dialogs: a button closes what is shown and reports, and so does Hide. What is made may be
	// shown again.
	{pkg: fyneDialog, name: "Show*Confirm", timing: chain.Later},
	{pkg: fyneDialog, name: "ShowEntryDialog", timing: chain.Later},
	{pkg: fyneDialog, name: "ShowFile*", timing: chain.Later},
	{pkg: fyneDialog, name: "ShowFolderOpen", timing: chain.Later},
	{pkg: fyneDialog, name: "ShowForm", timing: chain.Later},
	{pkg: fyneDialog, name: "New*Confirm", timing: chain.Later, life: shown},
	{pkg: fyneDialog, name: "NewEntryDialog", timing: chain.Later, life: shown},
	{pkg: fyneDialog, name: "NewFile*", timing: chain.Later, life: shown},
	{pkg: fyneDialog, name: "NewFolderOpen", timing: chain.Later, life: shown},
	{pkg: fyneDialog, name: "NewForm", timing: chain.Later, life: shown},

	// GIO: an asynchronous operation of any GTK library reports once, from the
	// main loop.
	{pkg: gotk4Path + "*/pkg/*", owner: "*", name: "*", shape: asyncReady, timing: chain.Later},
	{pkg: gotk4Path + "*/pkg/*/*", owner: "*", name: "*", shape: asyncReady, timing: chain.Later},

	// Couchbase: an operation has its options and one continuation, and
	// returns what is pending. RangeScanContinue has a second function for
	// the rows and so another shape.
	{pkg: gocbcorePath + "/v10", owner: "Agent*", name: "*", shape: pendingOp},
	{pkg: gocbcorePath + "/v10", owner: "DCPAgent", name: "*", shape: pendingOp},
	{pkg: gocbcorePath + "/v9", owner: "Agent*", name: "*", shape: pendingOp},
	{pkg: gocbcorePath + "/v9", owner: "DCPAgent", name: "*", shape: pendingOp},

	// Sonic: at once when the data is there, else when the descriptor is ready.
	{pkg: sonicPath, owner: "*", name: "Async*", timing: chain.Sometimes},
	{pkg: sonicPath, name: "NewAsyncAdapter", timing: chain.Sometimes},
	{pkg: sonicPath + "/codec/websocket", owner: "*", name: "Async*", timing: chain.Sometimes},
	{pkg: sonicPath + "/multicast", owner: "*", name: "Async*", timing: chain.Sometimes},

	// One call for each record, message or request.
	{pkg: pulsarPath, owner: "Producer", name: "SendAsync", timing: chain.Sometimes},
	{pkg: rocketmqPath, owner: "Producer", name: "SendAsync", timing: chain.Later},
	{pkg: "github.com/twmb/franz-go/pkg/kgo", owner: "Client", name: "Produce"},
	{pkg: "github.com/twmb/franz-go/pkg/kgo", owner: "Client", name: "TryProduce"},
	{pkg: nbhttpPath, owner: "Client", name: "Do", timing: chain.Later},
	{pkg: nbhttpPath, owner: "ClientConn", name: "Do", timing: chain.Sometimes}, // when it cannot send
	{pkg: "github.com/higress-group/wasm-go/pkg/wrapper", owner: "*Client*", name: "*", timing: chain.Later},
	{pkg: higressPath + "/plugins/wasm-go/pkg/wrapper", owner: "*Client*", name: "*", timing: chain.Later},

	// Badger: the callback is guaranteed to run, once the transaction has ended.
	{pkg: "github.com/dgraph-io/badger/v*", owner: "Txn", name: "CommitWith", timing: chain.Sometimes},

	// GoWorld: database operations call back on the game loop.
	{pkg: goworldPath, name: "*KVDB", timing: chain.Later},
	{pkg: goworldPath + "/engine/kvdb", name: "*", timing: chain.Later},
	{pkg: goworldPath + "/ext/db/gwmongo", owner: "*", name: "*", timing: chain.Later},
}

// shown is the life of a dialog of Fyne.
var shown = &life{starts: "Show", spares: list("Set* Resize Refresh MinSize")}

// Import paths that the table repeats.
const (
	fyneDialog     = "fyne.io/fyne/v2/dialog"
	gotk4Path      = "github.com/diamondburned/gotk4"
	loopPath       = "github.com/unnest-go/unnest/runtime/loop"
	goAppPath      = "github.com/maxence-charriere/go-app"
	gojaPath       = "github.com/dop251/goja_nodejs"
	gocbcorePath   = "github.com/couchbase/gocbcore"
	goworldPath    = "github.com/xiaonanln/goworld"
	higressPath    = "github.com/alibaba/higress"
	nbhttpPath     = "github.com/lesismal/nbio/nbhttp"
	protoactorPath = "github.com/asynkron/protoactor-go"
	pulsarPath     = "github.com/apache/pulsar-client-go/pulsar"
	rocketmqPath   = "github.com/apache/rocketmq-client-go/v2"
	sonicPath      = "github.com/talostrading/sonic"
)

// pendingOp matches func(options, continuation) (PendingOp, error).
func pendingOp(sig *types.Signature) bool {
	return sig.Params().Len() == 2 && sig.Results().Len() == 2 &&
		typeName(sig.Results().At(0).Type()) == "PendingOp" && isError(sig.Results().At(1).Type())
}

// asyncReady matches what takes a gio.AsyncReadyCallback.
func asyncReady(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		named, ok := types.Unalias(v.Type()).(*types.Named)
		if ok && named.Obj().Name() == "AsyncReadyCallback" &&
			named.Obj().Pkg().Path() == gotk4Path+"/pkg/gio/v2" {
			return true
		}
	}
	return false
}

// lookup finds the row for a slot, nil for none.
func lookup(at slot) *library {
	c := at.callee
	if c.obj == nil || c.obj.Pkg() == nil || at.field != nil {
		return nil
	}
	if _, ok := conventionOf(at.typ()); !ok {
		return nil // it has results, or is no function
	}
	if at.given == nil && !completes(c.sig, at.index+c.recv) {
		return nil // another function is told of the outcome
	}
	for i := range libraries {
		l := &libraries[i]
		if glob(l.pkg, c.obj.Pkg().Path()) && glob(l.owner, c.owner) && glob(l.name, c.obj.Name()) &&
			(l.shape == nil || l.shape(c.sig)) {
			return l
		}
	}
	return nil
}

// glob says whether a name matches a pattern of the table.
func glob(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}
