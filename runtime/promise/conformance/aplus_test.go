package conformance

import (
	"path/filepath"
	"testing"

	"github.com/dop251/goja"

	"github.com/unnest-go/unnest/runtime/promise"
)

// aplusTests is how many tests version 2.1.2 of the suite has. A suite that was
// not found, or not run, must not pass.
const aplusTests = 872

func TestPromisesAPlus(t *testing.T) {
	promise.OnUnhandled(func(promise.Unhandled) {}) // the suite leaves many
	defer promise.OnUnhandled(nil)
	h := newHost(t)
	h.script("mocha.js")
	adapter{h}.install()
	files, err := filepath.Glob("node_modules/promises-aplus-tests/lib/tests/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("the suite is not here, run npm ci in this folder first: %v", err)
	}
	for _, file := range files {
		if exception := h.vm.Try(func() { h.require(file) }); exception != nil {
			t.Fatal(exception.String())
		}
	}
	passed := 0
	report := func(name, failure string) {
		if failure == "" {
			passed++
			return
		}
		t.Errorf("%s: %s", name, failure)
	}
	run, _ := goja.AssertFunction(h.vm.Get("run"))
	if _, err := run(goja.Undefined(), h.vm.ToValue(report)); err != nil {
		t.Fatal(err)
	}
	h.run()
	if passed != aplusTests {
		t.Errorf("%d tests passed, the suite has %d", passed, aplusTests)
	}
}
