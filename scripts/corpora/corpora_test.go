package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestSpans(t *testing.T) {
	for text, want := range map[string]span{
		"dir/a.go:3-9 4": {"dir/a.go", 3, 9, 4},
		"a.go:3-9":       {"a.go", 3, 9, 0},
		"a.go:3":         {"a.go", 3, 3, 0},
	} {
		if got, err := parseSpan(text); err != nil || got != want {
			t.Errorf("parseSpan(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"a.go", "a.go:x", "a.go:3-x", "a.go:3-9 x"} {
		if got, err := parseSpan(text); err == nil {
			t.Errorf("parseSpan(%q) = %v, want an error", text, got)
		}
	}
}

func TestWithdrawn(t *testing.T) {
	const wrong = "./a.go:3:1: cannot flatten callbacks: the flattened code would not compile: x"
	const right = "./b.go:5:2: cannot flatten callbacks: nothing says that h calls back at most once"
	if got := withdrawn([]byte(right + "\n" + wrong + "\n")); !slices.Equal(got, []string{wrong}) {
		t.Errorf("withdrawn lists %q, want %q", got, wrong)
	}
}

// The tables are written by hand.
func TestTables(t *testing.T) {
	for _, p := range slices.Concat(table, clean, nested) {
		for _, texts := range [][]string{p.Trees, p.Others, p.Traps} {
			if _, err := parseSpans(texts); err != nil {
				t.Errorf("%s: %v", p.Name, err)
			}
		}
		if p.Clean && len(p.Trees) > 0 || p.Want > len(p.Trees) {
			t.Errorf("%s has %d trees and wants %d", p.Name, len(p.Trees), p.Want)
		}
		if p.Nested && len(p.Tests) == 0 {
			t.Errorf("%s has no tests that tell whether it does the same", p.Name)
		}
	}
}

func TestFindings(t *testing.T) {
	const text = `./a.go:7:2: nested callbacks can be flattened using Then (depth 2: Login → GetOrder)
	Login: one-shot is proven, calls back later (./a.go:7:2)
	stays nested: nothing says that Ship calls back at most once [unproven] (./a.go:9:3)
./sub/b.go:30:2: cannot flatten callbacks: err (an error) is gone (depth 3: A → B → C)
`
	all, err := parseFindings([]byte(text))
	if err != nil || len(all) != 2 {
		t.Fatalf("%d findings, %v, want 2", len(all), err)
	}
	if f := all[0]; f.file != "a.go" || f.line != 7 || f.depth != 2 || f.reason != "" || len(f.nested) != 1 {
		t.Errorf("the first is %+v", f)
	}
	if f := all[1]; f.file != "sub/b.go" || f.depth != 3 || f.reason != "err (an error) is gone" {
		t.Errorf("the second is %+v", f)
	}
}

func TestHunks(t *testing.T) {
	const diff = `diff --git before/sub/a.go after/sub/a.go
--- before/sub/a.go
+++ after/sub/a.go
@@ -3,0 +4,2 @@ import (
@@ -10,5 +13 @@ func f() {
@@ -20 +19 @@ func g() {
`
	all, err := parseHunks([]byte(diff), "sub")
	want := []hunk{{span{"a.go", 4, 3, 0}}, {span{"a.go", 10, 14, 0}}, {span{"a.go", 20, 20, 0}}}
	if err != nil || !slices.Equal(all, want) {
		t.Errorf("parseHunks = %v, %v, want %v", all, err, want)
	}
}

func TestLayout(t *testing.T) {
	const source = `package a

import "fmt"

func f() {
	fmt.Println()
	_, err := login(func() {
		order(func() {})
	})
	if err != nil {
		panic(err)
	}
	fmt.Println()
}
`
	name := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(name, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	l, err := newLayout(name, "a.go", []*finding{{file: "a.go", line: 7}, {file: "b.go", line: 6}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		first, last int
		want        bool
	}{
		{4, 3, true},    // an import is added
		{7, 6, true},    // a variable before the pyramid
		{7, 12, true},   // the pyramid and the test of its error
		{13, 12, true},  // what is added after it
		{6, 6, false},   // before
		{13, 13, false}, // after
		{6, 8, false},   // more than the pyramid
	} {
		if got := l.allows(hunk{span{"a.go", test.first, test.last, 0}}); got != test.want {
			t.Errorf("allows %d to %d: %v, want %v", test.first, test.last, got, test.want)
		}
	}
}

func TestJudge(t *testing.T) {
	r := &outcome{
		project: &project{
			Trees:  []string{"a.go:1-9 3", "a.go:11-19 3", "a.go:21-29 2", "a.go:31-39 2"},
			Traps:  []string{"b.go:1-9"},
			Others: []string{"c.go:5"},
			Want:   3,
		},
		findings: []*finding{
			{file: "a.go", line: 1, depth: 3},
			{file: "a.go", line: 11, depth: 2},
			{file: "a.go", line: 21, depth: 2, reason: "no"},
			{file: "b.go", line: 3, depth: 2},
			{file: "c.go", line: 5, depth: 2},
		},
		hunks: []hunk{{span{"a.go", 1, 9, 0}}, {span{"a.go", 11, 15, 0}}},
	}
	r.judge()
	if r.flat != 1 || r.partly != 1 || r.refused != 1 || r.missed != 1 || r.others != 2 {
		t.Errorf("judged as %d %d %d %d %d", r.flat, r.partly, r.refused, r.missed, r.others)
	}
	if len(r.wrong) != 2 { // too few trees, and a trap
		t.Errorf("wrong is %q", r.wrong)
	}
}
