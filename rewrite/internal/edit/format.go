package edit

import (
	"bytes"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
)

const bom = "\ufeff"

// Format returns the edited text formatted: as a whole when the original had
// gofmt's form, otherwise only where it was replaced, so that no other line of
// the file changes.
func (b *Buffer) Format() ([]byte, error) {
	text, spans := b.apply()
	formatted, err := gofmt(text)
	if err != nil {
		return nil, err
	}
	if isFormatted(b.src) {
		return formatted, nil
	}
	return formatSpans(text, formatted, spans), nil
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

// formatSpans returns text with the spans in the form that they have in
// formatted.
//
// Formatting moves tokens and adds none, so a span is the same run of tokens
// in both. Where that is not so, in the imports, which formatting sorts, and
// around redundant parentheses, the text stays as it was written.
//
// The tempting alternative is to format each span by itself. But a span need
// not be a list of statements, and its indentation depends on what stands
// around it.
func formatSpans(text, formatted []byte, spans []span) []byte {
	from, to := tokens(text), tokens(formatted)
	if len(from) != len(to) {
		return text
	}
	body := importsEnd(text)
	var out bytes.Buffer
	last := 0
	for _, s := range spans {
		i, j := within(from, s)
		if i == j || s.start < body {
			continue // nothing to format, or an import
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

// tokens lists the tokens and comments of a file. Semicolons are left out,
// because formatting turns them into line ends.
func tokens(src []byte) []span {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	var all []span
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return all
		}
		if tok == token.SEMICOLON {
			continue // explicit or not
		}
		start := file.Offset(pos)
		all = append(all, span{start, start + width(src[start:], tok, lit)})
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

// importsEnd is the offset of the end of the last import declaration.
func importsEnd(src []byte) int {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.ImportsOnly)
	if err != nil || len(f.Decls) == 0 {
		return 0
	}
	return fset.Position(f.Decls[len(f.Decls)-1].End()).Offset
}
