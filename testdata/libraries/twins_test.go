package libraries

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// oneShot declares the operations of gocbcore without a body, and those that keep
// their callbacks in a queue.
var oneShot = []string{
	"TransactionHooks.*", "TransactionCleanUpHooks.*", "TransactionClientRecordHooks.*", "*Cleaner.*",
	"asyncMutex.*", "asyncWaitGroup.*",
}

// nested are the functions of gocbcore with pyramids that get no twin.
var nested = []string{
	"transactionAttempt.get",
	"transactionAttempt.performMavLogic",
	"transactionAttempt.fetchDocWithMeta",
	"transactionGetMultiManager.doGetMulti",
	"transactionGetMultiManager.fetchIndividualDocWithBackoffCalculator",
}

// TestTwins writes twins in a copy of gocbcore: for all of its 47 functions with
// pyramids but those of nested, and they compile.
func TestTwins(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	command := filepath.Join(t.TempDir(), "unnest.exe")
	run(t, root, nil, "go", "build", "-o", command, "./cmd/unnest")
	dir := couchbase(t, root)
	args := []string{"generate", "-chains"}
	for _, pattern := range oneShot {
		args = append(args, "-once", pattern)
	}
	var refused []string
	for _, m := range refusal.FindAllStringSubmatch(run(t, dir, nil, command, args...), -1) {
		refused = append(refused, m[1])
	}
	if !slices.Equal(refused, nested) {
		t.Errorf("functions without a twin: %q, want %q", refused, nested)
	}
	text, err := os.ReadFile(filepath.Join(dir, "unnest_promises.go"))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(text, []byte("] as a chain of promises.\n")); n != 42 {
		t.Errorf("%d twins, want 42", n)
	}
	run(t, dir, nil, "go", "build", ".")
}

const why = "it takes no callback that is told of its outcome once"

var refusal = regexp.MustCompile(`(?m): (\S+) gets no chain: ` + why + "$")

// couchbase copies gocbcore as this module requires it, to where it can be written to
// and uses the runtime.
func couchbase(t *testing.T, root string) string {
	t.Helper()
	const path = "github.com/couchbase/gocbcore/v10"
	from := strings.TrimSpace(run(t, ".", nil, "go", "list", "-m", "-f", "{{.Dir}}", path))
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	const runtime = "github.com/unnest-go/unnest"
	run(t, dir, nil, "go", "mod", "edit", "-go=1.27.0",
		"-require="+runtime+"@v0.0.0", "-replace="+runtime+"="+root)
	return dir
}
