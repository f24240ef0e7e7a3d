package edit

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
)

const bom = "\ufeff"

// Format returns the edited text formatted: as a whole when the original had
// gofmt's form, otherwise only where it was replaced or has another depth, so that no
// other line of the file changes.
func (b *Buffer) Format() ([]byte, error) {
	text, spans := b.apply()
	formatted, err := gofmt(text)
	if err != nil {
		return nil, err
	}
	if isFormatted(b.src) {
		return formatted, nil
	}
	return formatSpans(text, b.nested(spans)), nil
}

// Reformat formats a text as a whole when the original had gofmt's form.
func Reformat(original, text []byte) ([]byte, error) {
	if !isFormatted(original) {
		return text, nil
	}
	return gofmt(text)
}

func isFormatted(src []byte) bool {
	formatted, err := gofmt(src)
	return err == nil && bytes.Equal(formatted, src)
}

// gofmt formats a file and keeps its byte order mark and line ending, which
// are no part of gofmt's form but the user's choice.
func gofmt(src []byte) ([]byte, error) {
	body, marked := bytes.CutPrefix(src, []byte(bom))
	ending := lineEnding(body)
	if ending != "\n" {
		body = bytes.ReplaceAll(body, []byte(ending), []byte("\n"))
	}
	out, err := format.Source(body)
	if err != nil {
		return nil, err
	}
	if ending != "\n" {
		out = bytes.ReplaceAll(out, []byte("\n"), []byte(ending))
	}
	if marked {
		out = append([]byte(bom), out...)
	}
	return out, nil
}

// nested joins the spans between which the depth of the text has changed: an edit that
// opens or closes a bracket indents what stands behind it, up to the one that makes up
// for it.
func (b *Buffer) nested(spans []span) []span {
	var joined []span
	depth := 0
	for i, e := range b.edits {
		if depth == 0 {
			joined = append(joined, spans[i])
		}
		joined[len(joined)-1].end = spans[i].end
		depth += depthOf([]byte(e.New)) - depthOf(b.src[e.Start:e.End])
	}
	return joined
}

// depthOf is how many more brackets a text opens than it closes.
func depthOf(src []byte) int {
	brackets := map[token.Token]int{
		token.LPAREN: 1, token.LBRACK: 1, token.LBRACE: 1,
		token.RPAREN: -1, token.RBRACK: -1, token.RBRACE: -1,
	}
	depth := 0
	scan(src, func(_ int, tok token.Token, _ string) { depth += brackets[tok] })
	return depth
}

// formatSpans returns text with the spans in the form that they have when the
// declarations around them are formatted. Imports stay as they were written.
func formatSpans(text []byte, spans []span) []byte {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if err != nil {
		return text
	}
	var out bytes.Buffer
	last := 0
	for _, decl := range f.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.IMPORT {
			continue
		}
		d := span{fset.PositionFor(decl.Pos(), false).Offset, fset.PositionFor(decl.End(), false).Offset}
		if mine := cut(spans, d); len(mine) > 0 {
			out.Write(text[last:d.start])
			out.Write(formatDeclaration(text[d.start:d.end], mine, lineEnding(text)))
			last = d.end
		}
	}
	out.Write(text[last:])
	return out.Bytes()
}

// cut returns what of the spans lies in another one, seen from its start.
func cut(spans []span, in span) []span {
	var all []span
	for _, s := range spans {
		if from, to := max(s.start, in.start), min(s.end, in.end); from < to {
			all = append(all, span{from - in.start, to - in.start})
		}
	}
	return all
}

// formatDeclaration returns a declaration with the spans in the form that they have
// when it is formatted.
//
// Formatting moves tokens and adds none, so a span is the same run of tokens
// in both. Where that is not so, around redundant parentheses, the text stays as it
// was written.
//
// The tempting alternative is to format each span by itself. But a span need
// not be a list of statements, and its indentation depends on what stands
// around it.
func formatDeclaration(text []byte, spans []span, ending string) []byte {
	clause := "package p" + ending + ending
	formatted, err := gofmt(append([]byte(clause), text...))
	if err != nil {
		return text
	}
	formatted = bytes.TrimRight(formatted[len(clause):], "\r\n")
	from, to := tokens(text), tokens(formatted)
	if len(from) != len(to) {
		return text
	}
	var out bytes.Buffer
	last := 0
	for _, s := range spans {
		i, j := within(from, s)
		if i == j {
			continue // nothing to format
		}
		out.Write(text[last:from[i].start])
		out.Write(formatted[to[i].start:to[j-1].end])
		last = from[j-1].end
	}
	out.Write(text[last:])
	return out.Bytes()
}

// within returns the range of the tokens that lie in s.
func within(tokens []span, s span) (i, j int) {
	for i < len(tokens) && tokens[i].start < s.start {
		i++
	}
	for j = i; j < len(tokens) && tokens[j].end <= s.end; {
		j++
	}
	return i, j
}

// tokens lists the tokens and comments of a text. Semicolons are left out,
// because formatting turns them into line ends.
func tokens(src []byte) []span {
	var all []span
	scan(src, func(start int, tok token.Token, lit string) {
		if tok != token.SEMICOLON { // explicit or not
			all = append(all, span{start, start + width(src[start:], tok, lit)})
		}
	})
	return all
}

// scan calls a function for each token and comment of a text, with its offset.
func scan(src []byte, f func(start int, tok token.Token, lit string)) {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return
		}
		f(file.Offset(pos), tok, lit)
	}
}

// width is the number of bytes of a token at the start of src. A literal's
// text has lost its carriage returns, so its end is looked for in the source.
func width(src []byte, tok token.Token, lit string) int {
	switch {
	case tok == token.STRING && src[0] == '`':
		return 1 + bytes.IndexByte(src[1:], '`') + 1
	case tok == token.COMMENT && src[1] == '*':
		return bytes.Index(src, []byte("*/")) + len("*/")
	case lit != "":
		return len(lit)
	}
	return len(tok.String())
}
