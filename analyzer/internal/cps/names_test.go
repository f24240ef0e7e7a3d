package cps

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// registered takes a function that a callee registers, by its name, whatever it is told.
const registered = "OnMessage SetHandler SetCloseHandler RegisterCallback AddListener Subscribe HandleFunc " +
	"Use WithCallback AddUserDoneHandler SetCallback SetOnClose AddHook NewWithCallback NewClientCallback " +
	"Set Add Assign SetDone SetCb AddCB SetResponse SetLogger SetErrCallback SetClosed SetError UseOnClose " +
	"CloseCallback CloseCB ConnectCallback DisconnectCallback ErrorCallback ConnectionLostCallback " +
	"MessageCallback ReadCB StateCallbacks StartErrorCallback RunOnClose CallOnExit DoOnError TapError " +
	"AddProcessor AddTap SetSink SetDelegate AddStage UpdateProgressCallback RunOnTick " +
	"ConnectedWithCallback"

// answering takes a function that a callee registers, by its name, unless it is told a value beside an
// error.
const answering = "SetActive AddItem AddUser SetOwner AssignPort StartCb StartCallback " +
	"LoadCallback CommitCallback RunOnLoop"

// does takes a function that a callee tells what it did, whatever that is.
const does = "FetchCallback FetchCB FlushCB FindCallback WaitOnLeader WaitCallback SetUp " +
	"ConnectWithCallback CloseWithCallback StartWithCB ReadWithCallback SetRecordCommitted Fetch " +
	"AddressLookup AssignedPort"

func TestCalleeNames(t *testing.T) {
	for _, tt := range []struct {
		names, told string
		want        bool
	}{
		{registered, "error", true},
		{registered, "int, error", true},
		{answering, "error", true},
		{answering, "int, error", false},
		{answering, "int, int", true},
		{does, "", false},
		{does, "error", false},
		{does, "int, error", false},
	} {
		for name := range strings.FieldsSeq(tt.names) {
			at := slotOf(t, "func "+name+"(k func("+tt.told+"))")
			if got := calleeVeto(at, knowledge{}) != nil; got != tt.want {
				t.Errorf("%s(func(%s)) registers what it takes: %v, want %v", name, tt.told, got, tt.want)
			}
		}
	}
}

// slotOf is the first parameter of a function.
func slotOf(t *testing.T, text string) slot {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n\n"+text+"\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{IgnoreFuncBodies: true}
	pkg, err := config.Check("p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	fn, ok := pkg.Scope().Lookup(pkg.Scope().Names()[0]).(*types.Func)
	if !ok {
		t.Fatalf("%s declares no function", text)
	}
	return slot{callee: &callee{obj: fn, sig: fn.Signature()}}
}
