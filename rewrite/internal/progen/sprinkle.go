package progen

import (
	"bytes"
	"fmt"
	"go/format"
	"go/scanner"
	"go/token"
)

// sprinkle puts comments between the tokens of a program, wherever the language lets them
// stand. Nobody writes so many of them; but each of these places has one in some program.
func (g *gen) sprinkle(text []byte) []byte {
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(text))
	var s scanner.Scanner
	s.Init(file, text, nil, 0)
	var out bytes.Buffer
	first := bytes.Index(text, []byte("import"))
	written, last, rate := 0, token.PACKAGE, 1+g.IntN(6)
	for {
		pos, tok, literal := s.Scan()
		if tok == token.EOF {
			break
		}
		if at := file.Offset(pos); at > first && g.chance(rate) {
			out.Write(text[written:at])
			out.WriteString(g.between(last, literal))
			written = at
		}
		last = tok
	}
	out.Write(text[written:])
	return settled(out.Bytes(), text)
}

// openEnded are tokens that do not end a statement, so that a line may end behind them.
var openEnded = map[token.Token]bool{
	token.LPAREN: true, token.COMMA: true, token.LBRACE: true, token.ADD: true, token.ASSIGN: true,
	token.DEFINE: true, token.PERIOD: true, token.LAND: true,
}

// between writes a comment that stands between two tokens.
func (g *gen) between(last token.Token, next string) string {
	if next == "\n" {
		return " " + g.line() // the end of a statement
	}
	switch g.IntN(6) {
	case 0:
		if openEnded[last] {
			return " " + g.line() + "\n"
		}
	case 1:
		if openEnded[last] {
			return "\n" + g.line() + "\n"
		}
	case 2:
		if openEnded[last] {
			return fmt.Sprintf("/* c%d\n of two lines */ ", g.number())
		}
	}
	return " " + g.inline()
}

// settled is a text in the form of gofmt, which changes some comments twice; the text
// before it when that comes to no end.
func settled(text, before []byte) []byte {
	for range 4 {
		next, err := format.Source(text)
		if err != nil {
			return before
		}
		if bytes.Equal(next, text) {
			return text
		}
		text = next
	}
	return before
}
