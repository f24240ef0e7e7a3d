package patch

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/rewrite/internal/edit"
	"github.com/unnest-go/unnest/rewrite/internal/verify"
)

// dropImports removes from the texts the imports that the errors say are not
// used, and reports whether those were all of the errors. Formatting follows
// the originals. A rewrite leaves one
// behind when the only use of a package was the zero value in an error exit
// that is not needed any more.
func dropImports(originals, texts map[string][]byte, errs []*verify.Error) bool {
	unused := make(map[string][]int) // offsets, by the name of the file
	for _, err := range errs {
		if texts[err.Pos.Filename] == nil || !isUnused(err.Text) {
			return false
		}
		unused[err.Pos.Filename] = append(unused[err.Pos.Filename], err.Pos.Offset)
	}
	for name, offsets := range unused {
		text, ok := withoutImports(texts[name], offsets)
		if !ok {
			return false
		}
		text, err := edit.Reformat(originals[name], text)
		if err != nil {
			return false
		}
		texts[name] = text
	}
	return true
}

// isUnused recognizes the error by its text. It has a code as well, which
// go/types does not export.
func isUnused(text string) bool {
	return strings.Contains(text, " imported ") && strings.HasSuffix(text, "and not used")
}

// withoutImports removes the imports at the offsets. Comments on them stay above the
// declaration, where they seem to be about no other import.
//
//	// x
//
//	import (
//		"errors" // x
//		~~~~~~~~~~~~~ with its line
//		"fmt"
//	)
func withoutImports(text []byte, offsets []int) ([]byte, bool) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", text, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return nil, false
	}
	r := &remover{file: fset.File(tree.FileStart), text: text}
	for _, decl := range tree.Decls {
		r.declaration(decl.(*ast.GenDecl), offsets)
	}
	buffer := edit.NewBuffer(text)
	if err := buffer.Add(r.edits); err != nil || r.removed < len(offsets) {
		return nil, false
	}
	return buffer.Bytes(), true
}

// A remover removes imports.
type remover struct {
	file    *token.File
	text    []byte
	edits   []edit.Edit
	removed int
}

// declaration removes the imports at the offsets from a declaration, or all of it.
func (r *remover) declaration(decl *ast.GenDecl, offsets []int) {
	var gone []edit.Edit
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ImportSpec)
		if slices.Contains(offsets, r.file.Offset(spec.Pos())) {
			gone = append(gone, r.extent(spec, spec.Doc))
		}
	}
	r.removed += len(gone)
	all := r.extent(decl, decl.Doc)
	if len(gone) == 0 {
		return
	}
	if len(gone) == len(decl.Specs) {
		line := r.line(all)
		line.New = r.apart(r.notes(all), line)
		r.edits = append(r.edits, line)
		return
	}
	for _, e := range gone {
		r.edits = append(r.edits, r.line(e))
	}
	if notes := r.notes(gone...); notes != "" {
		at := edit.Edit{Start: all.Start, End: all.Start}
		at.New = r.apart(notes, at)
		r.edits = append(r.edits, at)
	}
}

// extent is the range of a node with the comments above it and beside it, and with the
// semicolon that ends it.
func (r *remover) extent(n ast.Node, doc *ast.CommentGroup) edit.Edit {
	e := edit.Edit{Start: r.file.Offset(n.Pos()), End: r.file.Offset(n.End())}
	if doc != nil {
		e.Start = r.file.Offset(doc.Pos())
	}
	for {
		rest := bytes.TrimLeft(r.text[e.End:], " \t")
		at := len(r.text) - len(rest)
		switch {
		case bytes.HasPrefix(rest, []byte("//")):
			line, _, _ := bytes.Cut(rest, []byte("\n"))
			e.End = at + len(bytes.TrimRight(line, "\r"))
			return e
		case bytes.HasPrefix(rest, []byte("/*")):
			e.End = at + bytes.Index(rest, []byte("*/")) + len("*/")
		case bytes.HasPrefix(rest, []byte(";")):
			e.End = at + len(";")
			return e
		default:
			return e
		}
	}
}

// line extends a range to whole lines when nothing else stands on them, or else to what
// follows.
func (r *remover) line(e edit.Edit) edit.Edit {
	before := bytes.TrimRight(r.text[:e.Start], " \t")
	behind := bytes.TrimLeft(r.text[e.End:], " \t")
	next := len(r.text) - len(behind)
	behind = bytes.TrimPrefix(behind, []byte("\r"))
	switch {
	case !bytes.HasPrefix(behind, []byte("\n")):
		e.End = next
	case bytes.HasSuffix(before, []byte("\n")):
		e.Start, e.End = len(before), len(r.text)-len(behind)+1
	}
	return e
}

// notes copies the comments in ranges, each to a line of its own.
func (r *remover) notes(ranges ...edit.Edit) string {
	var b strings.Builder
	for _, e := range ranges {
		var s scanner.Scanner
		src := r.text[e.Start:e.End]
		s.Init(token.NewFileSet().AddFile("", -1, len(src)), src, nil, scanner.ScanComments)
		for _, tok, lit := s.Scan(); tok != token.EOF; _, tok, lit = s.Scan() {
			if tok == token.COMMENT {
				b.WriteString(lit + "\n")
			}
		}
	}
	return b.String()
}

// apart puts blank lines around notes that are to stand in the place of a range.
func (r *remover) apart(notes string, place edit.Edit) string {
	if notes == "" {
		return ""
	}
	before, behind := r.text[:place.Start], r.text[place.End:]
	const parted = 2
	above := bytes.Count(before[len(bytes.TrimRight(before, " \t\r\n")):], []byte("\n"))
	below := bytes.Count(behind[:len(behind)-len(bytes.TrimLeft(behind, " \t\r\n"))], []byte("\n"))
	return strings.Repeat("\n", max(0, parted-above)) + notes + strings.Repeat("\n", max(0, 1-below))
}
