package edit

import (
	"bytes"
	"go/parser"
	"go/token"
	"slices"
)

// balanced joins spans with those behind them that bring what they lack of pairs of brackets,
// or take away: what stands between is nested otherwise than it was.
//
//	return promise.Call(func(k func(int, error)) {
//	----------------------------------------------
//		ask(1).Settle(k)
//	})
//	--
func (b *Buffer) balanced(spans []span) []span {
	var all []span
	depth := 0
	for i, s := range spans {
		if depth != 0 {
			all[len(all)-1].end = s.end
		} else {
			all = append(all, s)
		}
		e := b.edits[i]
		depth += nesting([]byte(e.New)) - nesting(b.src[e.Start:e.End])
	}
	return all
}

// nesting is how many more brackets a text opens than it closes.
func nesting(text []byte) int {
	n := 0
	for _, t := range tokens(text) {
		n += brackets[t.kind]
	}
	return n
}

var brackets = map[token.Token]int{
	token.LPAREN: 1, token.LBRACE: 1, token.LBRACK: 1,
	token.RPAREN: -1, token.RBRACE: -1, token.RBRACK: -1,
}

// formatSpans returns text with the spans in the form that they have in formatted, which
// has the same declarations.
//
// The tempting alternative is to format each span by itself. But a span need
// not be a list of statements, and its indentation depends on what stands
// around it.
func formatSpans(text, formatted []byte, spans []span) []byte {
	from, to := declarations(text), declarations(formatted)
	if len(from) != len(to) {
		return text
	}
	var out bytes.Buffer
	last := 0
	for i, d := range from {
		inside := within(text, spans, d)
		if len(inside) == 0 {
			continue
		}
		out.Write(text[last:d.start])
		out.Write(formatDeclaration(text[d.start:d.end], formatted[to[i].start:to[i].end], inside))
		last = d.end
	}
	out.Write(text[last:])
	return out.Bytes()
}

// A region is a span within a declaration, from where that begins.
type region struct {
	span

	lines bool // it has several
}

// within lists the spans of a text that lie in a declaration at least in part.
func within(text []byte, spans []span, d span) []region {
	var inside []region
	for _, s := range spans {
		if s.start < d.end && d.start < s.end {
			lines := bytes.Contains(text[s.start:s.end], []byte("\n"))
			inside = append(inside, region{span{s.start - d.start, s.end - d.start}, lines})
		}
	}
	return inside
}

// declarations lists where the declarations of a file stand, without their documentation.
func declarations(src []byte) []span {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return nil // of a text that has been formatted
	}
	file := fset.File(tree.FileStart)
	var all []span
	for _, d := range tree.Decls {
		all = append(all, span{file.Offset(d.Pos()), file.Offset(d.End())})
	}
	return all
}

// formatDeclaration returns the text of a declaration with the regions in the form that they
// have in formatted.
//
// Formatting moves tokens and adds none, as a rule, so a region is the same run of tokens in
// both. Where that is not so, in imports, which formatting sorts, and where comments change
// places with commas, all of the declaration is formatted.
func formatDeclaration(text, formatted []byte, regions []region) []byte {
	from, to := tokens(text), tokens(formatted)
	pairs := align(from, to)
	if pairs == nil || from[0].kind == token.IMPORT {
		return formatted
	}
	var out bytes.Buffer
	last := -1 // the token that was written last
	for i, t := range from {
		replaced := around(regions, t.span) >= 0
		if replaced && pairs[i] < 0 {
			continue // formatting drops it
		}
		if last >= 0 {
			blanks := string(text[from[i-1].end:t.start])
			g := between(regions, from[last].span, t.span)
			if before, at := pairs[last], pairs[i]; before >= 0 && at == before+1 {
				blanks = g.choose(blanks, string(formatted[to[before].end:to[at].start]))
			}
			out.WriteString(blanks)
		}
		if replaced {
			out.Write(formatted[to[pairs[i]].start:to[pairs[i]].end])
		} else {
			out.Write(text[t.start:t.end])
		}
		last = i
	}
	return out.Bytes()
}

// align returns the index of what each token has become, -1 for those that formatting drops:
// redundant parentheses and commas. It returns nil when other tokens have changed.
func align(from, to []lexeme) []int {
	pairs := make([]int, len(from))
	n := 0
	for i, t := range from {
		switch {
		case n < len(to) && t.kind == to[n].kind && t.name == to[n].name:
			pairs[i] = n
			n++
		case t.kind == token.LPAREN || t.kind == token.RPAREN || t.kind == token.COMMA:
			pairs[i] = -1
		default:
			return nil
		}
	}
	if n < len(to) {
		return nil
	}
	return pairs
}

// around is the index of the region that a token lies in, -1 for none.
func around(regions []region, token span) int {
	return slices.IndexFunc(regions, func(r region) bool {
		return r.start <= token.start && token.end <= r.end
	})
}
