package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/analyzer/setting"
)

// config prints the settings that are in force, in the form of the file that
// may have them, each with the place that it comes from.
func (c *command) config(args []string) int {
	o, err := configure(c, "unnest config", args, newConfigOptions)
	if err != nil {
		return c.misconfigured(err, "config")
	}
	for _, s := range o.settings.Kept() {
		printSetting(c.Stdout, s)
	}
	return exitNothing
}

// A configOptions is options, but for the packages: settings are those of a module.
type configOptions struct{ *options }

func newConfigOptions() *configOptions {
	o := newOptions()
	o.patterns = nil
	return &configOptions{o}
}

func (o *configOptions) check() error {
	if len(o.patterns) > 0 {
		return fmt.Errorf("config takes no packages, and %s is one; another directory is named with -C",
			o.patterns[0])
	}
	return o.options.check()
}

// misconfigured reports why options are none, or prints what options there are.
func (c *command) misconfigured(err error, subcommand ...string) int {
	if errors.Is(err, errHelp) {
		return c.overview(subcommand...)
	}
	if _, ok := errors.AsType[failure](err); ok {
		return c.fail(err)
	}
	return c.usage(err)
}

func printSetting(w io.Writer, s *setting.Setting) {
	switch {
	case !s.IsList() && len(s.Given) == 0:
		fmt.Fprintf(w, "%s: %s # default\n", s.Name, quoted(s.Value.String()))
	case !s.IsList():
		fmt.Fprintf(w, "%s: %s # %v\n", s.Name, quoted(s.Value.String()), s.Given[0].Origin)
	case len(s.Given) == 0:
		fmt.Fprintf(w, "%s: [] # default\n", s.Name)
	default:
		fmt.Fprintf(w, "%s:\n", s.Name)
		for _, g := range s.Given {
			fmt.Fprintf(w, "  - %s # %v\n", quoted(g.Text), g.Origin)
		}
	}
}

// quoted is a text as YAML has it.
func quoted(text string) string {
	plain := text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return !slices.Contains([]rune("._-/()"), r) &&
			(r < '0' || '9' < r) && (r < 'A' || 'Z' < r) && (r < 'a' || 'z' < r)
	})
	if plain && !strings.HasPrefix(text, "-") {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}
