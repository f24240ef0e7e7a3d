package verify

import (
	"cmp"
	"fmt"
	"go/scanner"
	"go/token"
	"maps"
	"slices"
	"strings"
)

// A Change is a comment that edits are meant to change: its text before them,
// empty for a new one, and after them, empty for one that goes.
type Change struct {
	Pos           token.Pos // in the file that has it
	Before, After string
}

// Comments reports a comment of the text before the edits that does not stand
// in the text after them as often as it did, or one that is new, other than the
// changes say.
func Comments(before, after []byte, changes ...Change) error {
	old, edited := comments(before), comments(after)
	for _, c := range changes {
		if c.Before != "" {
			drop(old, plain(c.Before))
		}
		if c.After != "" {
			drop(edited, plain(c.After))
		}
	}
	for _, text := range slices.Sorted(maps.Keys(old)) {
		if n, m := len(old[text]), len(edited[text]); n != m {
			return fmt.Errorf("the comment %s of line %d stands %s instead of %s",
				short(text), old[text][0], times(m), times(n))
		}
	}
	for _, text := range slices.Sorted(maps.Keys(edited)) {
		if old[text] == nil {
			return fmt.Errorf("the comment %s is new", short(text))
		}
	}
	return nil
}

// drop takes one comment out of those found.
func drop(found map[string][]int, text string) {
	if lines := found[text]; len(lines) > 1 {
		found[text] = lines[1:]
		return
	}
	delete(found, text)
}

// comments lists the lines on which each comment of a text starts. Block
// comments are compared without what formatting changes: their indentation,
// and blank lines in those that come to stand above a declaration. An empty line
// comment is no more than a blank line, which formatting puts between the text and
// the directives above a declaration.
func comments(src []byte) map[string][]int {
	found := make(map[string][]int)
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return found
		}
		if text := plain(lit); tok == token.COMMENT && text != "//" {
			found[text] = append(found[text], file.Line(pos))
		}
	}
}

func plain(comment string) string {
	var lines []string
	for line := range strings.Lines(comment) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	text := strings.Join(lines, "\n")
	text = strings.Replace(text, "/*\n", "/* ", 1)
	if body, ok := strings.CutSuffix(text, "\n*/"); ok {
		text = body + " */"
	}
	return text
}

// short is the beginning of a comment, for a message of one line.
func short(comment string) string {
	const most = 60
	first, _, cut := strings.Cut(comment, "\n")
	if r := []rune(first); len(r) > most {
		first, cut = string(r[:most]), true
	}
	if cut {
		first += "…"
	}
	return fmt.Sprintf("%q", first)
}

func times(n int) string {
	return cmp.Or(map[int]string{0: "nowhere", 1: "once", 2: "twice"}[n], fmt.Sprintf("%d times", n))
}
