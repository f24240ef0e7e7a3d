package load

import (
	"os"
	"path/filepath"
	"strings"
)

// KeepsDefaults reports whether go.mod says of which version of Go the defaults of GODEBUG are,
// so that they do not come with the version of the language.
//
//	godebug default=go1.21
//
//	godebug (
//		default=go1.21
//	)
func (m Module) KeepsDefaults() bool {
	text, err := os.ReadFile(filepath.Join(m.Dir, "go.mod"))
	if err != nil {
		return false
	}
	block := ""
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "//")
		words := strings.Fields(strings.ReplaceAll(line, "(", " ( "))
		switch {
		case len(words) == 0:
			continue
		case words[0] == ")":
			block = ""
			continue
		case len(words) == 2 && words[1] == "(":
			block = words[0]
			continue
		case block != "":
			words = append([]string{block}, words...)
		}
		if len(words) == 2 && words[0] == "godebug" && strings.HasPrefix(words[1], "default=") {
			return true
		}
	}
	return false
}
