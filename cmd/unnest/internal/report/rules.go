package report

import (
	"strings"

	"github.com/unnest-go/unnest/analyzer"
)

// described says what findings of a rule are, in one line.
func described(rule string) string {
	if text := descriptions[rule]; text != "" {
		return text
	}
	for _, a := range analyzer.Bugs(analyzer.Config{}) {
		if a.Name == rule {
			text := strings.TrimPrefix(a.Doc, "find ")
			return strings.ToUpper(text[:1]) + text[1:]
		}
	}
	return rule
}

// descriptions are those of pyramids, and of what they are refused for.
var descriptions = map[string]string{
	"nested":      "Nested callbacks that can be flattened into a chain of promises",
	"unproven":    "Nothing says that an operation calls back at most once",
	"place":       "The first operation is launched where no statement can take its place",
	"jump":        "A goto statement jumps over the launch of the first operation",
	"held":        "The callback is the value of a variable that it cannot take the place of",
	"round":       "A callback launches the next round of a loop that cannot be part of the chain",
	"recursion":   "A function calls itself in its callback and cannot become a loop",
	"declaration": "What an earlier callback declares cannot be declared before the chain",
	"unnameable":  "The type of a variable cannot be written where the chain stands",
	"hidden":      "What a chain mentions means something else where it stands",
	"recover":     "A callback calls recover itself",
	"caller":      "A callback asks by whom its function is called",
	"comment":     "A directive to a linter or another tool would speak of other lines",
	"generated":   "The file is generated",
	"cgo":         "The file uses cgo",
	"vendored":    "The file belongs to another module",
	"unsound":     "The fix was withdrawn, because it would not compile",
}
