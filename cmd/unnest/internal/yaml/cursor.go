package yaml

import (
	"fmt"
	"strings"
)

// A cursor is a place in a line.
type cursor struct {
	line   string
	at     int
	number int
}

func (c *cursor) rest() string { return c.line[c.at:] }

func (c *cursor) failf(format string, args ...any) error {
	return &Error{c.number, c.at + 1, fmt.Sprintf(format, args...)}
}

func (c *cursor) space() {
	for c.at < len(c.line) && (c.line[c.at] == ' ' || c.line[c.at] == '\t') {
		c.at++
	}
}

// end reports whether nothing follows but a comment. The caller has seen to it
// that the comment begins the line or stands after a space.
func (c *cursor) end() bool { return c.rest() == "" || c.rest()[0] == '#' }

func (c *cursor) mustEnd() error {
	before := c.at
	c.space()
	if c.rest() == "" || c.at > before && c.end() {
		return nil
	}
	return c.failf("want the end of the line, not %s", c.rest())
}

// list reads [a, b].
func (c *cursor) list() ([]Scalar, error) {
	values := []Scalar{}
	c.at += len("[")
	for {
		c.space()
		if strings.HasPrefix(c.rest(), "]") {
			c.at++
			return values, nil
		}
		s, err := c.scalar(",[]{}")
		if err != nil {
			return nil, err
		}
		values = append(values, s)
		c.space()
		switch {
		case strings.HasPrefix(c.rest(), ","):
			c.at++
		case !strings.HasPrefix(c.rest(), "]"):
			return nil, c.failf("want a comma or ] on the same line")
		}
	}
}

// indicators have a meaning of their own at the beginning of a scalar.
const indicators = "-?:,[]{}#&*!|>@%`\"'"

// scalar reads a value, which none of the stop characters may be in unless it
// is quoted.
func (c *cursor) scalar(stop string) (Scalar, error) {
	s := Scalar{Line: c.number, Column: c.at + 1}
	rest := c.rest()
	if c.end() {
		return s, c.failf("want a value")
	}
	var length int
	switch rest[0] {
	case '\'', '"':
		var err error
		s.Text, length, err = c.quoted(rest)
		if err != nil {
			return s, err
		}
	default:
		if strings.ContainsRune(indicators, rune(rest[0])) {
			return s, c.failf("%c has a meaning in YAML, so put the value into quotes", rest[0])
		}
		s.Text = strings.TrimRight(rest[:plain(rest, stop)], " \t")
		length = len(s.Text)
		if s.Text == "null" || s.Text == "~" {
			return s, c.failf("want a value, or leave the key out")
		}
		if at := strings.Index(s.Text+" ", ": "); at >= 0 {
			c.at += at
			return s, c.failf("a colon has a meaning in YAML, so put the value into quotes")
		}
	}
	c.at += length
	return s, nil
}

// plain is the length of a scalar without quotes.
func plain(text, stop string) int {
	for i, r := range text {
		comment := r == '#' && i > 0 && strings.ContainsRune(" \t", rune(text[i-1]))
		if comment || strings.ContainsRune(stop, r) {
			return i
		}
	}
	return len(text)
}

// quoted reads a scalar in quotes. Inside of single ones nothing but ” has
// a meaning; double ones are taken only where nothing has.
func (c *cursor) quoted(text string) (value string, length int, err error) {
	quote := text[:1]
	var inner strings.Builder
	for rest := text[1:]; ; {
		part, after, ok := strings.Cut(rest, quote)
		inner.WriteString(part)
		length += len(part)
		switch {
		case !ok:
			return "", 0, c.failf("want a closing %s on the same line", quote)
		case quote == `"` && strings.Contains(part, `\`):
			return "", 0, c.failf(`\ has a meaning in double quotes, use single ones`)
		case quote == `"` || !strings.HasPrefix(after, quote):
			return inner.String(), length + 2*len(quote), nil
		}
		inner.WriteString(quote)
		length += 2 * len(quote)
		rest = after[len(quote):]
	}
}
