package edit

import (
	"bytes"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// balanced joins spans with those behind them that bring what they lack of pairs of brackets,
// or take away: what stands between is nested otherwise than it was.
//
//	return promise.Call(func(k func(int, error)) {
//	----------------------------------------------
//		ask(1).Settle(k)
//	})
//	--
func (b *Buffer) balanced(spans []stretch) []stretch {
	var all []stretch
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
func formatSpans(text, formatted []byte, spans []stretch) []byte {
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
		out.WriteString(formatDeclaration(text[d.start:d.end], formatted[to[i].start:to[i].end], inside))
		last = d.end
	}
	out.Write(text[last:])
	return out.Bytes()
}

// A region is a stretch within a declaration, from where that begins.
type region struct {
	stretch

	lines bool // it has several
}

// fit gives a formatted text the line ending of the region.
func (r region) fit(formatted []byte) string {
	return withEnding(strings.ReplaceAll(string(formatted), crlf, "\n"), r.ending)
}

// within lists the spans of a text that lie in a declaration at least in part.
func within(text []byte, spans []stretch, d span) []region {
	var inside []region
	for _, s := range spans {
		if s.start < d.end && d.start < s.end {
			lines := bytes.Contains(text[s.start:s.end], []byte("\n"))
			s.span = span{s.start - d.start, s.end - d.start}
			inside = append(inside, region{s, lines})
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
func formatDeclaration(text, formatted []byte, regions []region) string {
	from, to := tokens(text), tokens(formatted)
	pairs := align(from, to)
	if pairs == nil || from[0].kind == token.IMPORT {
		return regions[0].fit(formatted)
	}
	var out bytes.Buffer
	last := -1 // the token that was written last
	for i, t := range from {
		at := around(regions, t.span)
		if at >= 0 && pairs[i] < 0 {
			continue // formatting drops it
		}
		if last >= 0 {
			blanks := string(text[from[i-1].end:t.start])
			g, r := between(regions, from[last].span, t.span)
			if a, b := pairs[last], pairs[i]; a >= 0 && b == a+1 {
				blanks = g.choose(blanks, r.fit(formatted[to[a].end:to[b].start]))
			}
			out.WriteString(blanks)
		}
		if at >= 0 {
			out.WriteString(regions[at].fit(formatted[to[pairs[i]].start:to[pairs[i]].end]))
		} else {
			out.Write(text[t.start:t.end])
		}
		last = i
	}
	return out.String()
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
