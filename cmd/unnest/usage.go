package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/cmd/unnest/internal/completion"
)

// isHelp reports whether arguments ask what a command is for.
func isHelp(args []string) bool {
	return len(args) == 1 && slices.Contains([]string{"-h", "-help", "--help"}, args[0])
}

// overview prints what fits on a screen: the flags of the command itself, or of a subcommand.
func (c *command) overview(subcommand ...string) int {
	if len(subcommand) > 0 {
		name := subcommand[0]
		fmt.Fprintf(c.Stdout, "usage: unnest %s%s\n\n%s.\n", name, operands(name), sentence(usageOf(name)))
		list(c.Stdout, commandOf(name).Flags)
		fmt.Fprintf(c.Stdout, "\n'unnest help %s' says more.\n", name)
		return exitNothing
	}
	fmt.Fprint(c.Stdout, "usage: unnest [flags] [packages]\n\n"+
		"Report pyramids of nested callbacks, by default those of ./..., or flatten them.\n")
	list(c.Stdout, forUsers(newOptions().table()))
	fmt.Fprint(c.Stdout, "\nSubcommands:\n")
	w := tabulated(c.Stdout)
	for _, sub := range subcommands() {
		fmt.Fprintf(w, "  %s\t%s\n", sub.Name, sub.Usage)
	}
	_ = w.Flush() // what cannot be written is remembered
	fmt.Fprint(c.Stdout, "\n'unnest help' is the manual.\n")
	return exitNothing
}

// list prints flags, one a line: those that are about one run, then those that are settings.
func list(out io.Writer, flags setting.Table) {
	kept := flags.Kept()
	once := slices.DeleteFunc(slices.Clone(flags), func(s *setting.Setting) bool {
		return slices.Contains(kept, s)
	})
	for _, part := range []struct {
		title string
		flags setting.Table
	}{{"Flags", once}, {"Flags that may stand in " + settingsFile + ", too", kept}} {
		if len(part.flags) == 0 {
			continue
		}
		fmt.Fprintf(out, "\n%s:\n", part.title)
		w := tabulated(out)
		for _, s := range part.flags {
			flag := strings.TrimSpace(s.Name + " " + completion.Value(s))
			fmt.Fprintf(w, "  -%s\t%s\n", flag, completion.Plain(s.Usage))
		}
		_ = w.Flush() // what cannot be written is remembered
	}
}

func tabulated(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) }

// operands are what follows a subcommand.
func operands(name string) string {
	sub := commandOf(name)
	text := ""
	if len(sub.Flags) > 0 {
		text = " [flags]"
	}
	if sub.Packages {
		text += " [packages]"
	}
	if len(sub.Words) > 0 {
		text += " " + strings.Join(sub.Words, " | ")
	}
	return text
}

// sentence begins a text with a capital letter.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
