package rewrite_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A shape is a shape of callback code, or a hazard, with what shows how it is
// treated when that is not one of the golden cases.
type shape struct {
	words string
	by    string
}

const scripts = "../testdata/script/"

// shapes lists the shapes of callback code in sections, numbered from 1 in
// each. A golden case names those that it shows in a line "covers: …".
var shapes = [][]shape{
	{ // 1: what is a continuation
		{"value and error", ""},
		{"error only", ""},
		{"value only", ""},
		{"nothing", ""},
		{"error first", ""},
		{"error of a pointer type", ""},
		{"named, alias and generic function types", ""},
		{"value and error in one struct", ""},
		{"one function for success, one for failure", ""},
		{"field of an options struct", ""},
		{"object with methods", ""},
		{"value and ok", ""},
		{"flag and error", ""},
		{"error inside of the reply", ""},
		{"functions as values", ""},
		{"unnamed parameters", ""},
		{"callback with a result", ""},
		{"variadic callback", ""},
		{"nil for a callback", ""},
		{"literal in parentheses or converted", ""},
		{"generic operation", ""},
		{"field or variable as operation", ""},
		{"method of an interface as operation", ""},
		{"operation without a body", ""},
		{"code that does not type-check", scripts + "broken.txtar"},
	},
	{ // 2: where the launch stands
		{"statement", ""},
		{"returned", ""},
		{"error tested after it", ""},
		{"error tested around it", ""},
		{"result ignored", ""},
		{"handle used later", ""},
		{"inside of an expression", ""},
		{"go statement", ""},
		{"defer statement", ""},
		{"continuation between other arguments", ""},
		{"arguments with effects", ""},
		{"method value", ""},
		{"completion handed on", ""},
		{"literal in a variable", ""},
		{"continuation chosen at run time", ""},
		{"wrapped literal", ""},
		{"literal called at once", ""},
		{"outcome and progress", ""},
		{"twice in a row", ""},
		{"in cases", ""},
		{"initializer", ""},
	},
	{ // 3: success and failure
		{"guard first", ""},
		{"if and else", ""},
		{"test for success", ""},
		{"success returns first", ""},
		{"switch", ""},
		{"switch over several errors", ""},
		{"statements before the test", ""},
		{"statements after both arms", ""},
		{"error not used", ""},
		{"empty body", ""},
		{"test of error or value", ""},
		{"one error is no failure", ""},
		{"one error ends well", ""},
		{"error assigned before the test", ""},
		{"value tested instead of the error", ""},
		{"value beside an error", ""},
		{"value used before the test", ""},
		{"wrapped at each level", ""},
		{"the same exit at each level", ""},
		{"fallback", ""},
		{"success may fail", ""},
		{"logged and gone on", ""},
		{"exit that does not return", ""},
		{"sentinel that means success", ""},
		{"looks into the error", ""},
		{"two tests in a row", ""},
		{"test of an outer error", ""},
		{"nested tests", ""},
	},
	{ // 4: handing on the outcome
		{"value", ""},
		{"error", ""},
		{"both", ""},
		{"neither", ""},
		{"statements after it", ""},
		{"return forgotten", ""},
		{"path without it", ""},
		{"several times", ""},
		{"deferred", ""},
		{"on another goroutine", ""},
		{"stored", ""},
		{"shared exit", ""},
		{"may be nil", ""},
		{"wrapped at the top", ""},
		{"narrower error", ""},
		{"lock held", ""},
		{"completion stays a parameter", ""},
		{"signature stays", ""},
		{"nobody waits", ""},
		{"helper closure", ""},
	},
	{ // 5: values and names
		{"only the value before", ""},
		{"an earlier value", ""},
		{"several earlier values", ""},
		{"inside of a loop", ""},
		{"across one step", ""},
		{"type without a name", ""},
		{"value with a lock", ""},
		{"assigned in a deeper callback", ""},
		{"accumulator", ""},
		{"err at each level", ""},
		{"name of an outer variable", ""},
		{"name not needed any more", ""},
		{"generated names collide", ""},
		{"name of a package", ""},
		{"name of the promise package", ""},
		{"declarations inside", ""},
		{"named results", ""},
		{"changed after the launch", ""},
		{"loop variable", ""},
		{"conversion to an interface", ""},
		{"constant", ""},
		{"redeclaration", ""},
		{"receiver assigned", ""},
		{"parameter assigned", ""},
	},
	{ // 6: control flow
		{"early failure", ""},
		{"early success", ""},
		{"branches with one continuation", ""},
		{"branches with different results", ""},
		{"sometimes without an operation", ""},
		{"cases that fall out", ""},
		{"statements after a nested launch", ""},
		{"statements before it", ""},
		{"launch under a condition", ""},
		{"two children", ""},
		{"counter", ""},
		{"WaitGroup", ""},
		{"launches in a loop", ""},
		{"recursion", ""},
		{"retry", ""},
		{"stream", ""},
		{"polling", ""},
		{"first wins", ""},
		{"timeout", ""},
		{"pyramid in the failure", ""},
		{"unknown operation between", ""},
		{"pyramid inside of one that is none", ""},
		{"loop inside", ""},
		{"goto", ""},
		{"the function goes on", ""},
		{"one pyramid for each element", ""},
	},
	{ // 7: idioms of Go
		{"channel", ""},
		{"select with a context", ""},
		{"unbuffered channel", ""},
		{"go statement inside", ""},
		{"blocking call inside", ""},
		{"defer", ""},
		{"recover", ""},
		{"panic", ""},
		{"lock over a launch", ""},
		{"unlock at the end of the function", ""},
		{"context cancelled", ""},
		{"timer", ""},
		{"end of a context", ""},
		{"tests, scopes, walks, tasks", ""},
		{"HTTP handler", ""},
		{"scope function", ""},
		{"functions of JavaScript", ""},
		{"called from C", ""},
		{"main waits", ""},
		{"tests that fail inside", ""},
		{"thread", ""},
		{"sometimes at once", ""},
		{"data of one goroutine", ""},
		{"other build tags", scripts + "signatures.txtar"},
	},
	{ // 8: results and signatures
		{"several values", ""},
		{"value nobody uses", ""},
		{"result used", ""},
		{"stop function", ""},
		{"out-parameters", ""},
		{"method of an interface", ""},
		{"function as a value", ""},
		{"exported function", ""},
		{"promise at hand", ""},
		{"variadic list", ""},
		{"calls itself", ""},
		{"passes its completion on", ""},
		{"other implementations", ""},
		{"shared continuation", ""},
		{"constructor", ""},
	},
	{ // 9: text
		{"comment above", ""},
		{"comment after a brace", ""},
		{"comment before a brace", ""},
		{"comment in an exit", ""},
		{"comment between arguments", ""},
		{"directives", ""},
		{"code in comments", ""},
		{"raw strings", ""},
		{"long chains", ""},
		{"the rest of the file", ""},
		{"imports", ""},
		{"findings inside of findings", ""},
		{"generated and vendored files", scripts + "generated.txtar"},
		{"second run", ""},
		{"line ends and byte order mark", scripts + "crlf.txtar"},
		{"reasons", ""},
		{"suppression", ""},
		{"a part only", ""},
		{"all fixes together", ""},
	},
}

// hazards lists what might stand against a rewriting, numbered from 1.
var hazards = []shape{
	{"calls more than once", ""},
	{"registration", ""},
	{"iteration", ""},
	{"always at once", ""},
	{"sometimes at once", ""},
	{"maybe never", ""},
	{"completed twice", ""},
	{"callback with a result", ""},
	{"identity", ""},
	{"stored", ""},
	{"nil has a meaning", ""},
	{"chosen or wrapped", ""},
	{"handle used", ""},
	{"start error treated differently", ""},
	{"no statement", ""},
	{"error of one level", ""},
	{"value beside an error", ""},
	{"error of a pointer type", ""},
	{"error assigned", ""},
	{"statements of both paths", ""},
	{"early success", ""},
	{"order of what follows", ""},
	{"locks", ""},
	{"blocking", ""},
	{"goroutine and thread", ""},
	{"recover", ""},
	{"named results", ""},
	{"written and read without order", ""},
	{"recursion", ""},
	{"two ways to complete", ""},
	{"type without a name", ""},
	{"inference", ""},
	{"interfaces and function values", ""},
	{"exported functions", ""},
	{"other builds", scripts + "signatures.txtar"},
	{"generated files", scripts + "generated.txtar"},
	{"does not type-check", scripts + "broken.txtar"},
	{"labels", ""},
	{"comments without a place", ""},
	{"output that does not type-check", "patch/patch_test.go"},
	{"promises mixed in", ""},
	{"unhandled errors", ""},
	{"panics", ""},
	{"unknown operation", ""},
}

// TestCoverage wants a case for every shape and every hazard.
func TestCoverage(t *testing.T) {
	covered := covers(t)
	for i, section := range shapes {
		for j, s := range section {
			covered.want(t, fmt.Sprintf("%d.%d", i+1, j+1), s)
		}
	}
	for i, h := range hazards {
		covered.want(t, fmt.Sprintf("C%d", i+1), h)
	}
	for number := range covered {
		t.Errorf("%v cover %s, which is not in the table", covered[number], number)
	}
}

// A coverage maps numbers to the cases that show them.
type coverage map[string][]string

// covers reads what the golden cases say that they cover.
func covers(t *testing.T) coverage {
	t.Helper()
	all := make(coverage)
	for _, file := range append(cases(t), signatureCases(t)...) {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(ar.Comment)) {
			if numbers, ok := strings.CutPrefix(line, "covers:"); ok {
				for number := range strings.FieldsSeq(numbers) {
					all[number] = append(all[number], file)
				}
			}
		}
	}
	return all
}

// want checks that something shows a shape, and takes it off the list.
func (c coverage) want(t *testing.T, number string, s shape) {
	t.Helper()
	if s.by != "" {
		if _, err := os.Stat(s.by); err != nil {
			t.Errorf("%s (%s): %v", number, s.words, err)
		}
	} else if len(c[number]) == 0 {
		t.Errorf("no case covers %s (%s)", number, s.words)
	}
	delete(c, number)
}
