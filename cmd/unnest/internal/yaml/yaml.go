// Package yaml reads the part of YAML that a flat list of settings needs.
//
// In goes a text; out come its keys in their order, each with its values, and
// the places of all of them. A value is a scalar, or a list of scalars in
// either style:
//
//	depth: 3 # a comment
//	once: [Client.Get, 'path/to/pkg.*']
//	once:
//	  - Client.Get
//	  - "path/to/pkg.*"
//
// Everything else is an error that names the place: what is accepted means the
// same to every reader of YAML, in particular *, which starts an alias, has to
// be quoted at the beginning of a value.
//
// A complete reader is ten times the rest of the command, and what imports the
// command as a tool would have to download it.
package yaml

import (
	"fmt"
	"strings"
)

// An Entry is a key with what stands behind it.
type Entry struct {
	Scalar
	Values []Scalar
	List   bool // the values are a list, even if they are only one
}

// A Scalar is a text and its place.
type Scalar struct {
	Text         string
	Line, Column int // from 1, in bytes
}

// An Error is what is wrong with a text.
type Error struct {
	Line, Column int
	Text         string
}

// Error is the place and the text, to be put behind the name of a file.
func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Text) }

// Parse reads a text.
func Parse(text string) ([]*Entry, error) {
	p := new(parser)
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		p.number++
		if err := p.read(strings.TrimRight(line, " \t\r\n")); err != nil {
			return nil, err
		}
	}
	if err := p.complete(); err != nil {
		return nil, err
	}
	return p.entries, nil
}

type parser struct {
	entries []*Entry
	number  int    // of the line
	open    *Entry // a key without a value on its line
	indent  int    // of the items of its list, -1 before the first
}

func (p *parser) read(line string) error {
	l := &cursor{line: line, number: p.number}
	l.space()
	switch {
	case l.end(), line == "---" && len(p.entries) == 0:
		return nil
	case strings.Contains(line[:l.at], "\t"):
		return l.failf("a tab cannot indent a line; use spaces")
	case p.open != nil && (l.rest() == "-" || strings.HasPrefix(l.rest(), "- ")):
		return p.item(l)
	}
	if err := p.complete(); err != nil {
		return err
	}
	if l.at > 0 {
		return l.failf("want a key at the beginning of the line")
	}
	return p.entry(l)
}

// complete ends an entry, which must have got values by now.
func (p *parser) complete() error {
	e := p.open
	p.open = nil
	if e != nil && len(e.Values) == 0 {
		return &Error{e.Line, e.Column, fmt.Sprintf("%s has no value", e.Text)}
	}
	return nil
}

// item reads a line of a list.
func (p *parser) item(l *cursor) error {
	if p.indent >= 0 && l.at != p.indent {
		return l.failf("want the items of a list below each other")
	}
	p.indent = l.at
	l.at++
	l.space()
	s, err := l.scalar("")
	if err != nil {
		return err
	}
	p.open.Values = append(p.open.Values, s)
	return l.mustEnd()
}

// entry reads a line that begins with a key.
func (p *parser) entry(l *cursor) error {
	name, _, ok := strings.Cut(l.rest(), ":")
	if !ok || name == "" || strings.ContainsFunc(name, notInKey) {
		return l.failf("want a line such as key: value")
	}
	e := &Entry{Scalar: Scalar{name, l.number, 1}}
	for _, other := range p.entries {
		if other.Text == name {
			return l.failf("%s is set on line %d already", name, other.Line)
		}
	}
	p.entries = append(p.entries, e)
	l.at += len(name) + len(":")
	if l.at < len(l.line) && l.line[l.at] != ' ' {
		return l.failf("want a space after the colon")
	}
	l.space()
	if l.end() {
		p.open, p.indent, e.List = e, -1, true
		return nil
	}
	var err error
	if strings.HasPrefix(l.rest(), "[") {
		e.List = true
		e.Values, err = l.list()
	} else {
		e.Values = make([]Scalar, 1)
		e.Values[0], err = l.scalar("")
	}
	if err != nil {
		return err
	}
	return l.mustEnd()
}

func notInKey(r rune) bool {
	return (r < 'a' || 'z' < r) && (r < 'A' || 'Z' < r) && (r < '0' || '9' < r) && r != '-' && r != '_'
}
