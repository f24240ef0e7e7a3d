package edit

import (
	"bytes"
	"go/scanner"
	"go/token"
)

// A lexeme is a token or comment of a text.
type lexeme struct {
	span

	kind token.Token
	name string // of an identifier
}

// tokens lists the tokens and comments of a text. Semicolons are left out,
// because formatting turns them into line ends.
func tokens(src []byte) []lexeme {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	var all []lexeme
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return all
		}
		if tok == token.SEMICOLON {
			continue // explicit or not
		}
		start := file.Offset(pos)
		t := lexeme{span: span{start, start + width(src[start:], tok, lit)}, kind: tok}
		if tok == token.IDENT {
			t.name = lit
		}
		all = append(all, t)
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
