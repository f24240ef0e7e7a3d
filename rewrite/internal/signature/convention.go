package signature

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/unnest-go/unnest/analyzer/chain"
)

// A style is how a callback is told of the outcome.
type style struct {
	values, failure int    // how many values, and the index of the error, -1 for none
	adapter         string // of the promise package: makes such a callback from k; empty for k itself
	params          string // of a handler that calls such a callback, with its arguments
	args            string
}

// styles lists the conventions that a promise can stand for. In params and args,
// P is the promise package, T the value of the promise and A the types of
// several values.
var styles = []style{
	{1, 1, "", "v T, err error", "v, err"},
	{0, 0, "ErrorOnly", "_ P.Unit, err error", "err"},
	{1, -1, "ValueOnly", "v T, _ error", "v"},
	{1, 0, "ErrorFirst", "v T, err error", "err, v"},
	{2, 2, "Paired", "r T, err error", "r.First, r.Second, err"},
	{3, 3, "Tripled", "r T, err error", "r.First, r.Second, r.Third, err"},
	{2, -1, "PairOnly", "r T, _ error", "r.First, r.Second"},
	{3, -1, "TripleOnly", "r T, _ error", "r.First, r.Second, r.Third"},
}

// convention finds the style of a convention, nil for none.
func convention(c chain.Convention) *style {
	for i := range styles {
		if s := &styles[i]; s.values == len(c.Values()) && s.failure == c.Error {
			return s
		}
	}
	return nil
}

// plain reports whether a callback is what Settle takes.
func (s *style) plain() bool { return s.adapter == "" }

// value is the type of the promise for the types of the values.
func (s *style) value(pkg string, values []string) string {
	switch s.values {
	case 0:
		return pkg + ".Unit"
	case 1:
		return values[0]
	}
	generic := [...]string{2: "Pair", 3: "Triple"}[s.values]
	return fmt.Sprintf("%s.%s[%s]", pkg, generic, strings.Join(values, ", "))
}

// settler is the handler for Settle that calls done. It stands behind so many columns of
// its line.
func (s *style) settler(pkg, value, done string, behind int) string {
	if s.plain() {
		return done
	}
	params, args := s.handled(pkg, value, done)
	text := fmt.Sprintf("func(%s) { %s(%s) }", params, done, args)
	if behind+len(text) > longLine {
		text = fmt.Sprintf("func(%s) {\n%s(%s)\n}", params, done, args)
	}
	return text
}

// guarded is settler for a callback that may be nil.
func (s *style) guarded(pkg, value, done string) string {
	params, args := s.handled(pkg, value, done)
	return fmt.Sprintf("func(%s) {\nif %s != nil {\n%s(%s)\n}\n}", params, done, done, args)
}

// handled are the parameters of a handler and the arguments with which it calls done. Where
// one has the name of done it gets another.
func (s *style) handled(pkg, value, done string) (params, args string) {
	word := regexp.MustCompile(`\b` + regexp.QuoteMeta(done) + `\b`)
	params = word.ReplaceAllString(s.params, done+"2")
	params = strings.NewReplacer("P.", pkg+".", " T,", " "+value+",").Replace(params)
	return params, word.ReplaceAllString(s.args, done+"2")
}

// longLine is how long a line may become before the body of a literal has lines of its own.
const longLine = 110
