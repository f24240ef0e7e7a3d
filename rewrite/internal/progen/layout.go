package progen

import (
	"bytes"
	"go/scanner"
	"go/token"
)

// relaid changes where the lines of a program end: short blocks stand on one, arguments on
// lines of their own. The tokens stay, and the form is gofmt's.
func (g *gen) relaid(text []byte) []byte {
	list := tokens(text)
	first := bytes.Index(text, []byte("func "))
	rate, flat := 2+g.IntN(20), -1
	var out bytes.Buffer
	end := 0
	for i, t := range list {
		gap := text[end:t.from]
		switch {
		case t.from <= first:
		case i <= flat:
			gap = joined(gap, list[i-1].tok, t.tok)
		case g.chance(rate):
			gap = g.gap(gap, list[i-1].tok, t.tok)
		}
		out.Write(gap)
		out.Write(text[t.from:t.to])
		end = t.to
		if i > flat && t.tok == token.LBRACE && g.chance(25) {
			flat = short(list, i)
		}
	}
	out.Write(text[end:])
	return settled(out.Bytes(), text)
}

// A lexeme is a token in a text.
type lexeme struct {
	tok      token.Token
	from, to int
}

// tokens lists the tokens of a text, and its comments; ends of lines are none.
func tokens(text []byte) []lexeme {
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(text))
	var s scanner.Scanner
	s.Init(file, text, nil, scanner.ScanComments)
	var list []lexeme
	for {
		pos, tok, literal := s.Scan()
		switch {
		case tok == token.EOF:
			return list
		case tok == token.SEMICOLON && literal == "\n":
			continue
		case literal == "":
			literal = tok.String()
		}
		at := file.Offset(pos)
		list = append(list, lexeme{tok, at, at + len(literal)})
	}
}

var braces = map[token.Token]int{token.LBRACE: 1, token.RBRACE: -1}

// short is the end of a block that begins at a brace, if it is a short one without comments.
func short(list []lexeme, brace int) int {
	const most = 40
	depth := 0
	for i := brace; i < min(len(list), brace+most); i++ {
		t := list[i].tok
		if t == token.COMMENT || t == token.COLON {
			return -1
		}
		depth += braces[t]
		if depth == 0 {
			return i
		}
	}
	return -1
}

// joined is a gap between two tokens that does not end a line.
func joined(text []byte, last, next token.Token) []byte {
	switch {
	case !bytes.ContainsRune(text, '\n'):
		return text
	case openEnded[last] || next == token.RBRACE || next == token.RPAREN:
		return []byte(" ")
	}
	return []byte("; ")
}

// gap is another gap between two tokens.
func (g *gen) gap(text []byte, last, next token.Token) []byte {
	switch {
	case last == token.COMMENT || next == token.COMMENT || next == token.COLON || last == token.COLON:
		return text
	case bytes.ContainsRune(text, '\n'):
		return joined(text, last, next)
	case openEnded[last] && last != token.LBRACE && next != token.RPAREN && next != token.RBRACK:
		return []byte("\n")
	}
	return text
}
