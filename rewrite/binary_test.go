package rewrite_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/unnest-go/unnest/internal/inputs"
	"github.com/unnest-go/unnest/rewrite/internal/progen"
)

// compare builds all programs, before and after, and runs them.
func (r *round) compare(tb testing.TB, batches []*batch) {
	tb.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		tb.Fatal(err)
	}
	inputs.Of(tb, root, "./runtime/...")
	save(tb, filepath.Join(r.dir, "go.mod"), "module programs\n\ngo 1.27.0\n\n"+
		"require github.com/unnest-go/unnest v0.0.0\n\n"+
		"replace github.com/unnest-go/unnest => "+root+"\n")
	var imports, table strings.Builder
	byName := make(map[string]*progen.Program)
	for i, g := range groups(batches) {
		changed := slices.DeleteFunc(slices.Clone(g.programs), func(p *progen.Program) bool {
			return bytes.Equal(g.before[p.Name], g.after[p.Name])
		})
		if len(changed) == 0 && g.observed == "" {
			continue
		}
		if g.observed != "" {
			fmt.Fprintf(&table, "\tfor _, o := range before%[1]d.Observers {\n\t\t"+
				"observe(o.Name, before%[1]d.Observe(%[2]d, o.Launch))\n\t}\n", i, probeRounds)
		}
		for _, p := range changed {
			byName[p.Name] = p
			fmt.Fprintf(&table, "\tcompare(%q, before%[2]d.Programs[%[1]q], after%[2]d.Programs[%[1]q], "+
				"before%[2]d.Run, after%[2]d.Run)\n", p.Name, i)
		}
		r.library(tb, g, i, "before", g.before)
		fmt.Fprintf(&imports, "\tbefore%[1]d \"programs/before/g%[1]d\"\n", i)
		if len(changed) > 0 {
			r.library(tb, g, i, "after", g.after)
			fmt.Fprintf(&imports, "\tafter%[1]d \"programs/after/g%[1]d\"\n", i)
		}
	}
	if table.Len() == 0 {
		return
	}
	r.counts["programs compared"] += len(byName)
	text := fmt.Sprintf(mainFile, imports.String(), table.String(), progen.Rounds)
	save(tb, filepath.Join(r.dir, "main.go"), text)
	exe := filepath.Join(r.dir, "programs.exe")
	build := exec.Command("go", "build", "-mod=mod", "-gcflags=programs/...=-N -l", "-o", exe, ".")
	build.Dir = r.dir
	build.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		tb.Fatalf("build the programs: %v\n%.3000s", err, out)
	}
	run := exec.Command(exe)
	var stderr bytes.Buffer
	run.Stderr = &stderr
	out, err := run.Output()
	for line := range bytes.Lines(out) {
		var d difference
		switch {
		case json.Unmarshal(line, &d) != nil || d.Kind == "":
		case d.Kind == "observed":
			r.judge(d.Name, d.Text)
		default:
			r.fail(byName[d.Name], d.Kind, "%s", d.Text)
		}
	}
	if err != nil {
		tb.Fatalf("run the programs: %v\n%.3000s", err, stderr.Bytes())
	}
}

// A difference is a line that the binary prints.
type difference struct{ Name, Kind, Text string }

// groups puts the batches together that may stand in one package: to build few
// packages is cheap, to rewrite small ones is.
func groups(batches []*batch) []*batch {
	byMore := make(map[string]*batch)
	for _, b := range batches {
		g := byMore[b.more]
		if g == nil {
			g = &batch{more: b.more, before: make(map[string][]byte), after: make(map[string][]byte)}
			byMore[b.more] = g
		}
		g.programs = append(g.programs, b.programs...)
		g.observed += b.observed
		for name, text := range b.before {
			g.before[strings.TrimSuffix(filepath.Base(name), ".go")] = text
		}
		for name, text := range b.after {
			g.after[strings.TrimSuffix(filepath.Base(name), ".go")] = text
		}
	}
	var list []*batch
	for _, more := range sorted(byMore) {
		list = append(list, byMore[more])
	}
	return list
}

// library writes the files of a package, with a table of its programs.
func (r *round) library(tb testing.TB, b *batch, i int, when string, texts map[string][]byte) {
	tb.Helper()
	pkg := fmt.Sprintf("g%d", i)
	dir := filepath.Join(r.dir, when, pkg)
	var table strings.Builder
	for _, name := range sorted(texts) {
		text := strings.Replace(string(texts[name]), "package main", "package "+pkg, 1)
		save(tb, filepath.Join(dir, name+".go"), text)
	}
	for _, p := range b.programs {
		fmt.Fprintf(&table, "\t%q: %sMain,\n", p.Name, p.Name)
	}
	observed := b.observed
	if when == "after" {
		observed = "" // they may take no callback any more
	}
	text := fmt.Sprintf(tableFile, pkg, table.String(), observed)
	save(tb, filepath.Join(dir, "table.go"), text)
}

const tableFile = `package %s

var Programs = map[string]func(){
%s}

type Observer struct {
	Name   string
	Launch func(told func(zero bool, err error)) error
}

var Observers = []Observer{
%s}
`

const mainFile = `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/unnest-go/unnest/runtime/promise"

%s)

func main() {
%s}

func report(name, kind, text string) {
	json.NewEncoder(os.Stdout).Encode(struct{ Name, Kind, Text string }{name, kind, text})
}

func observe(name string, seen any) {
	text, _ := json.Marshal(seen)
	report(name, "observed", string(text))
}

func compare(name string, before, after func(), runBefore, runAfter func(func(), int) string) {
	report(name, "", "runs")
	promise.OnSecondSettle(func(s promise.SecondSettle) { report(name, "second settle", s.String()) })
	want, got := runBefore(before, %d), runAfter(after, %[3]d)
	if want != got {
		report(name, "events", difference(strings.Split(want, "\n"), strings.Split(got, "\n")))
	}
}

func difference(want, got []string) string {
	i := 0
	for i < len(want) && i < len(got) && want[i] == got[i] {
		i++
	}
	around := func(lines []string) string { return strings.Join(lines[max(0, i-6):min(len(lines), i+5)], "\n") }
	return fmt.Sprintf("want\n%%s\ngot\n%%s", around(want), around(got))
}
`
