package main

import (
	"os"

	"github.com/unnest-go/unnest/scripts/nest"
)

// nested has projects of straight code with many tests that always come to the same.
var nested = []project{
	{
		Name: "expr", Module: "github.com/expr-lang/expr@v1.17.8", Nested: true,
		// Names vary.
		Tests: []string{"./...", soon, little, "-skip=TestContains|TestNot|TestObjects|TestError"},
	},
	{
		Name: "goldmark", Module: "github.com/yuin/goldmark@v1.8.7", Nested: true,
		Tests: []string{"./...", soon, little},
	},
	{
		Name: "toml", Module: "github.com/pelletier/go-toml/v2@v2.4.3", Nested: true,
		Tests: []string{"./...", soon, little},
	},
	{
		Name: "cel", Module: "github.com/google/cel-go@v0.32.0", Nested: true,
		// Names vary, and a limit of 5 s is close to what is needed.
		Tests: []string{"./...", soon, little, "-skip=ToTypeInvalid|ToDeclarationInvalid|TestConcurrentEval"},
	},
	{
		Name: "cobra", Module: "github.com/spf13/cobra@v1.10.2", Nested: true,
		Tests: []string{"./...", soon, little},
	},
	{
		Name: "raft", Module: "go.etcd.io/raft/v3@v3.7.0", Nested: true,
		Tests: []string{"./...", soon, little},
	},
	{
		Name: "memdb", Module: "github.com/hashicorp/go-memdb@v1.3.5", Nested: true,
		Tests: []string{"./...", soon, little},
	},
	{
		Name: "zap", Module: "go.uber.org/zap@v1.28.0", Nested: true,
		Tests: []string{"./...", soon, little},
	},
}

// soon ends tests that wait for what does not come any more: a deferred function may run
// earlier in nested code than it did before.
const soon = "-timeout=120s"

// little ends tests that wait for it and gather memory: 8 GB is more than any needs.
const little = "-exec=prlimit --as=8000000000"

// nest nests the source of a project.
func (t *trial) nest(r *outcome, seed uint64) error {
	report, err := nest.Module(t.original(), seed, t.project.targets()[0]...)
	if err != nil {
		return err
	}
	r.note("nested   %d functions with %d callbacks", report.Functions, report.Callbacks)
	if err := os.RemoveAll(t.flattened()); err != nil {
		return err
	}
	_, err = output(".", "cp", "-r", t.original(), t.flattened())
	return err
}
