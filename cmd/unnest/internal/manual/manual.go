// Package manual prints the documentation of the command, which is the doc
// comment of its source, for a terminal and as a page for man.
package manual

import (
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io"
	"strings"
)

// Parse returns the doc comment of a source file as its text.
func Parse(source []byte) (string, error) {
	const mode = parser.ParseComments | parser.PackageClauseOnly
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, mode)
	if err != nil {
		return "", err
	}
	return file.Doc.Text(), nil
}

// Page writes a page of section 1 of the manual.
func Page(w io.Writer, name, version, text string) error {
	p := &page{w: w}
	doc := new(comment.Parser).Parse(text)
	p.printf(".TH %s 1 \"\" \"%s %s\"\n", strings.ToUpper(name), name, escape(version))
	p.printf(".SH NAME\n%s \\- %s\n.SH DESCRIPTION\n", name, escape(firstSentence(name, doc)))
	for _, block := range doc.Content {
		p.block(block)
	}
	return p.err
}

// firstSentence is what a page has beside the name.
func firstSentence(name string, doc *comment.Doc) string {
	first, ok := doc.Content[0].(*comment.Paragraph)
	if !ok {
		return ""
	}
	sentence, _, _ := strings.Cut(plain(first.Text), ". ")
	sentence = strings.TrimPrefix(strings.TrimSuffix(sentence, "."), strings.ToUpper(name[:1])+name[1:]+" ")
	return strings.ReplaceAll(sentence, "\n", " ")
}

type page struct {
	w   io.Writer
	err error
}

func (p *page) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *page) block(b comment.Block) {
	switch b := b.(type) {
	case *comment.Heading:
		p.printf(".SH %s\n", escape(strings.ToUpper(plain(b.Text))))
	case *comment.Paragraph:
		p.printf(".PP\n%s\n", escape(plain(b.Text)))
	case *comment.List:
		for _, item := range b.Items {
			p.printf(".IP \\(bu 2\n")
			for _, inner := range item.Content {
				if text, ok := inner.(*comment.Paragraph); ok {
					p.printf("%s\n", escape(plain(text.Text)))
				}
			}
		}
	case *comment.Code:
		p.code(b.Text)
	}
}

// code writes a list of flags as a list, and other text as it is.
func (p *page) code(text string) {
	if !strings.HasPrefix(text, "-") {
		p.printf(".PP\n.nf\n.RS\n%s.RE\n.fi\n", escape(text))
		return
	}
	for line := range strings.Lines(text) {
		if inner, ok := strings.CutPrefix(line, "\t"); ok {
			p.printf("%s", escape(inner))
		} else {
			p.printf(".TP\n.B %s", escape(line))
		}
	}
}

func plain(texts []comment.Text) string {
	var b strings.Builder
	for _, t := range texts {
		switch t := t.(type) {
		case comment.Plain:
			b.WriteString(string(t))
		case comment.Italic:
			b.WriteString(string(t))
		case *comment.Link:
			b.WriteString(plain(t.Text))
		case *comment.DocLink:
			b.WriteString(plain(t.Text))
		}
	}
	return b.String()
}

// escape keeps roff from reading text as requests.
func escape(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "…", "...", "⇒", "=>").Replace(text)
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "")
}
