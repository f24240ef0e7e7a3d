package conformance

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/unnest-go/unnest/runtime/loop"
)

// A host runs JavaScript and a loop of ours on one goroutine, in virtual time:
// after every piece of JavaScript it pumps the loop until that is idle, and when
// nothing is left to do it goes to the next timer.
type host struct {
	t       *testing.T
	vm      *goja.Runtime
	l       *loop.Loop
	now     int64
	timers  []timer
	modules map[string]*goja.Object
}

type timer struct {
	at int64
	f  goja.Callable
}

func newHost(t *testing.T) *host {
	t.Helper()
	h := &host{t: t, vm: goja.New(), l: loop.New(), modules: map[string]*goja.Object{}}
	global := h.vm.GlobalObject()
	h.set(global, "global", global)
	h.set(global, "process", map[string]any{"env": map[string]any{}})
	h.set(global, "setTimeout", h.setTimeout)
	h.set(global, "clearTimeout", func() {}) // lolex wants it to exist
	return h
}

func (h *host) set(o *goja.Object, name string, v any) {
	if err := o.Set(name, v); err != nil {
		h.t.Fatal(err)
	}
}

func (h *host) setTimeout(call goja.FunctionCall) goja.Value {
	f, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(h.vm.NewTypeError("setTimeout of no function"))
	}
	at := h.now + max(1, call.Argument(1).ToInteger())
	i, _ := slices.BinarySearchFunc(h.timers, at+1, func(t timer, at int64) int { return int(t.at - at) })
	h.timers = slices.Insert(h.timers, i, timer{at, f})
	return goja.Undefined()
}

// turn runs everything that is to be done before time goes on.
func (h *host) turn() {
	for more := true; more; {
		var next time.Duration
		next, more = h.l.Pump()
		more = more && next == 0
	}
}

// run goes on until no timer is left.
func (h *host) run() {
	h.turn()
	for len(h.timers) > 0 {
		t := h.timers[0]
		h.timers = h.timers[1:]
		h.now = t.at
		if _, err := t.f(goja.Undefined()); err != nil {
			h.t.Fatal(err)
		}
		h.turn()
	}
}

// script runs a file.
func (h *host) script(path string) {
	h.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatalf("%v (run npm ci in this folder first)", err)
	}
	if _, err := h.vm.RunScript(path, string(text)); err != nil {
		h.t.Fatal(err)
	}
}

// require loads a CommonJS module: path is that of its file.
func (h *host) require(path string) goja.Value {
	module, ok := h.modules[path]
	if ok {
		return module.Get("exports")
	}
	module = h.vm.NewObject()
	h.modules[path] = module // now, because modules require each other
	h.set(module, "exports", h.vm.NewObject())
	text, err := os.ReadFile(path)
	if err != nil {
		panic(h.vm.NewGoError(err))
	}
	wrapper, err := h.vm.RunScript(path, "(function (exports, require, module) {"+string(text)+"\n})")
	if err != nil {
		panic(err)
	}
	body, _ := goja.AssertFunction(wrapper)
	require := h.vm.ToValue(h.requireFrom(path))
	if _, err := body(goja.Undefined(), module.Get("exports"), require, module); err != nil {
		panic(err)
	}
	return module.Get("exports")
}

func (h *host) requireFrom(parent string) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		name := call.Argument(0).String()
		if name == "assert" {
			return h.vm.Get("assert")
		}
		if name == "util" { // of Node; sinon uses it to print
			inspect := func(v goja.Value) string { return v.String() }
			return h.vm.ToValue(map[string]any{"inspect": inspect})
		}
		return h.require(h.resolve(filepath.Dir(parent), name))
	}
}

// resolve finds the file of a module as Node does.
func (h *host) resolve(dir, name string) string {
	if name[0] == '.' {
		return h.file(filepath.Join(dir, name))
	}
	for ; dir != "."; dir = filepath.Dir(dir) {
		if path := h.file(filepath.Join(dir, "node_modules", name)); path != "" {
			return path
		}
	}
	return h.file(filepath.Join("node_modules", name))
}

func (h *host) file(path string) string {
	main := "index.js"
	if text, err := os.ReadFile(filepath.Join(path, "package.json")); err == nil {
		v, err := h.vm.RunString("(" + string(text) + ").main")
		if err == nil && !goja.IsUndefined(v) {
			main = v.String()
		}
	}
	inside := filepath.Join(path, main)
	for _, candidate := range []string{path, path + ".js", inside, inside + ".js"} {
		if info, err := os.Stat(candidate); err == nil && info.Mode().IsRegular() {
			return candidate
		}
	}
	return ""
}
