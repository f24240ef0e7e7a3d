// Package completion writes scripts that let shells complete the words of
// a command.
//
// In go the table of its subcommands and their settings; out come scripts for
// bash, zsh and fish. So a flag is completed as soon as it is in the table.
package completion

import (
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"

	"github.com/unnest-go/unnest/analyzer/setting"
)

// A Command is a subcommand, or the command itself, whose name is empty.
type Command struct {
	Name, Usage string
	Flags       setting.Table
	Words       []string // that may follow, such as names of shells
	Packages    bool     // packages may follow
}

//go:embed *.tmpl
var templates embed.FS

// Shells are those that there are scripts for.
func Shells() []string { return []string{"bash", "zsh", "fish"} }

// Write writes the script for one of the shells. The first command is the one
// without a name.
func Write(w io.Writer, shell, program string, commands []Command) error {
	functions := template.FuncMap{
		"value": Value, "quote": quote, "plain": Plain, "join": strings.Join, "files": files, "zsh": zsh,
	}
	t, err := template.New(shell+".tmpl").Funcs(functions).ParseFS(templates, shell+".tmpl")
	if err != nil {
		return err
	}
	return t.Execute(w, struct {
		Program  string
		Commands []Command
	}{program, commands})
}

// Value is what a flag takes: the name in back quotes in its usage, "text" when
// there is none, and nothing when it may stand alone.
func Value(s *setting.Setting) string {
	if s.Bare() {
		return ""
	}
	if parts := strings.Split(s.Usage, "`"); len(parts) == 3 {
		return parts[1]
	}
	return "text"
}

// Plain is a usage without back quotes.
func Plain(usage string) string { return strings.ReplaceAll(usage, "`", "") }

// quote is a text in single quotes, as all three shells have them.
func quote(text string) (string, error) {
	if strings.ContainsAny(text, `'\`) {
		return "", fmt.Errorf("%s cannot be quoted for all shells", text)
	}
	return "'" + text + "'", nil
}

// files are the flags that take a value, as a pattern of bash.
func files(commands []Command, what string) string {
	var flags []string
	for _, c := range commands {
		for _, s := range c.Flags {
			if flag := "-" + s.Name; Value(s) == what && !slices.Contains(flags, flag) {
				flags = append(flags, flag)
			}
		}
	}
	return strings.Join(flags, "|")
}

// zsh is a flag as _arguments takes it.
func zsh(s *setting.Setting) (string, error) {
	spec := "-" + s.Name + "[" + Plain(s.Usage) + "]"
	if s.IsList() {
		spec = "*" + spec
	}
	switch what := Value(s); what {
	case "":
	case "dir":
		spec += ":dir:_directories"
	case "file":
		spec += ":file:_files"
	default:
		spec += ":" + what + ":"
	}
	return quote(spec)
}
