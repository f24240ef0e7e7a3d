package rewrite

import (
	"bytes"
	"go/ast"
	"go/scanner"
	"go/token"
	"slices"

	"github.com/unnest-go/unnest/internal/syntax"
)

// dotted reports whether the names of a package are there without its own in a file, and
// none means something else anywhere.
func (i *imports) dotted(path string) bool {
	for _, spec := range i.src.File.Imports {
		name := i.src.Info.PkgNameOf(spec)
		if name == nil || name.Name() != "." || name.Imported().Path() != path {
			continue
		}
		return !slices.ContainsFunc(name.Imported().Scope().Names(), func(exported string) bool {
			return token.IsExported(exported) && slices.ContainsFunc(i.src.Named(exported), i.declares)
		})
	}
	return false
}

// declares reports whether an identifier declares something that hides others of its name.
func (i *imports) declares(id *ast.Ident) bool {
	obj := i.src.Info.Defs[id]
	return obj != nil && !syntax.BehindDot(obj)
}

// unqualified takes the name of a package away in front of what is behind the dot.
func unqualified(text []byte, pkg string) []byte {
	var out bytes.Buffer
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(file, text, nil, 0)
	last, start := 0, -1 // where the name begins, when it is the last token
	for before := token.ILLEGAL; ; {
		pos, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return append(out.Bytes(), text[last:]...)
		case tok == token.PERIOD && start >= 0:
			out.Write(text[last:start])
			last = file.Offset(pos) + 1
		}
		start = -1
		if tok == token.IDENT && lit == pkg && before != token.PERIOD {
			start = file.Offset(pos)
		}
		before = tok
	}
}
