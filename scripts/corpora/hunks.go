package main

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// A hunk is a range of changed lines. One without lines, where something is
// added, has last before first.
type hunk struct{ span }

var (
	oldFile = regexp.MustCompile(`^--- before/(.*)$`)
	oldLine = regexp.MustCompile(`^@@ -(\d+)(?:,(\d+))? `)
)

// parseHunks reads a diff without context.
func parseHunks(diff []byte, sub string) ([]hunk, error) {
	var all []hunk
	file := ""
	lines := bufio.NewScanner(bytes.NewReader(diff))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		if m := oldFile.FindSubmatch(lines.Bytes()); m != nil {
			file = strings.TrimPrefix(string(m[1]), sub+"/")
		}
		m := oldLine.FindSubmatch(lines.Bytes())
		if m == nil {
			continue
		}
		first, err := strconv.Atoi(string(m[1]))
		if err != nil {
			return nil, fmt.Errorf("hunk %s: %w", lines.Bytes(), err)
		}
		count := 1
		if len(m[2]) > 0 {
			if count, err = strconv.Atoi(string(m[2])); err != nil {
				return nil, fmt.Errorf("hunk %s: %w", lines.Bytes(), err)
			}
		}
		if count == 0 {
			first++ // the diff names the line before
		}
		all = append(all, hunk{span{file: file, first: first, last: first + count - 1}})
	}
	return all, lines.Err()
}

// A layout is where things are in a source file.
type layout struct {
	imports  span
	pyramids []span
}

// newLayout finds the imports of a file, and the statements in which pyramids
// begin.
func newLayout(path, file string, findings []*finding) (*layout, error) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	lineOf := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	l := &layout{imports: span{file: file, first: lineOf(tree.Name.Pos()), last: lineOf(tree.Name.End()) + 1}}
	for _, decl := range tree.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.IMPORT {
			l.imports.last = lineOf(d.End())
		}
	}
	for _, f := range findings {
		if f.file != file {
			continue
		}
		first, last := statement(tree, f.line, lineOf)
		first, last = loop(tree, first, last, lineOf)
		l.pyramids = append(l.pyramids, span{file: file, first: first, last: last})
	}
	return l, nil
}

// statement returns the lines of the innermost statement of a block that
// begins at or before a line and has it, and of the test of a dispatch error
// that follows it.
func statement(tree *ast.File, line int, lineOf func(token.Pos) int) (first, last int) {
	ast.Inspect(tree, func(n ast.Node) bool {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		for i, stmt := range list {
			begin, end := lineOf(stmt.Pos()), lineOf(stmt.End())
			if begin > line || line > end || first > 0 && first == begin {
				continue // another, or the first line of one that has been found
			}
			first, last = begin, end
			if i+1 < len(list) {
				if test, ok := list[i+1].(*ast.IfStmt); ok {
					last = lineOf(test.End())
				}
			}
		}
		return true
	})
	return first, last
}

// allows says whether a hunk is within the imports or a pyramid. Lines added
// just before or after it belong to it.
func (l *layout) allows(h hunk) bool {
	for _, s := range append([]span{l.imports}, l.pyramids...) {
		if s.first <= h.first && h.last <= s.last && h.first <= s.last+1 {
			return true
		}
	}
	return false
}
