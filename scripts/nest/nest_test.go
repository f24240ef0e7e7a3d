package nest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const program = `package main

import (
	"errors"
	"fmt"
	"strconv"
)

type point struct{ x, y int }

func (p *point) move(dx int) { p.x += dx; fmt.Println(p); fmt.Println("moved") }

func sum(words ...string) (int, error) {
	total := 0
	for _, word := range words {
		n, err := strconv.Atoi(word)
		if err != nil {
			return 0, fmt.Errorf("sum: %w", err)
		}
		square := n * n
		fmt.Println(square)
		total += n
	}
	if total > 10 {
		return 0, errors.New("too much")
	}
	return total, nil
}

func main() {
	p := &point{1, 2}
	p.move(3)
	for _, words := range [][]string{{"1", "2"}, {"x"}, {"9", "9"}} {
		n, err := sum(words...)
		fmt.Println(n, err)
		switch {
		case err != nil:
			fmt.Println("failed")
			continue
		default:
			fmt.Println("done")
		}
		fmt.Println("next")
	}
	twice := func(n int) int {
		a := n
		b := n
		return a + b
	}
	fmt.Println(twice(4))
	for i, word := range []string{"a", "b", "c"} {
		fmt.Println(i)
		fmt.Println(word)
		fmt.Println(word + word)
	}
	fmt.Println("end")
}
`

// Without deferred functions a nested program does the same.
func TestModule(t *testing.T) {
	dir := t.TempDir()
	texts := map[string]string{"go.mod": "module example.com/m\n\ngo 1.24\n", "main.go": program}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want := run(t, dir)
	report, err := Module(dir, 5, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if got := run(t, dir); got != want {
		t.Errorf("output\n%swant\n%s", got, want)
	}
	text, err := os.ReadFile(filepath.Join(dir, "main.go"))
	if err != nil || report.Callbacks < 5 || strings.Count(string(text), "nest.") < report.Callbacks {
		t.Errorf("%d callbacks, want 5 at least; %v:\n%s", report.Callbacks, err, text)
	}
	for _, form := range []string{"func() { next2(i + 1) }", "then1 := func(", "StartStep", "Later"} {
		if !strings.Contains(string(text), form) {
			t.Errorf("there is no %s in\n%s", form, text)
		}
	}
}

func run(t *testing.T, dir string) string {
	t.Helper()
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	return string(out)
}
