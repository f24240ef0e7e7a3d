package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/cmd/unnest/internal/completion"
)

// A subcommand is a word that may stand for packages.
type subcommand struct {
	completion.Command
	also    []string // what else stands for it
	run     func(*command, []string) int
	section string // of the manual that is about it, empty for none
}

// subcommands are all of them, in the order of the manual.
func subcommands() []subcommand {
	shells := completion.Shells()
	return []subcommand{
		{completion.Command{
			Name: "generate", Usage: "write functions that return operations as promises",
			Flags: forUsers(newGenerateOptions().table()), Packages: true,
		}, nil, (*command).generate, "Generate"},
		{completion.Command{
			Name: "config", Usage: "print the settings in force and where they come from",
			Flags: forUsers(newOptions().table()),
		}, nil, (*command).config, "Settings"},
		{completion.Command{
			Name: "completion", Usage: "print a script that lets a shell complete the words of unnest",
			Words: shells,
		}, nil, (*command).completion, "Shells"},
		{completion.Command{
			Name: "help", Usage: "print the manual, with -man as a page for man", Words: []string{"-man"},
		}, nil, (*command).help, ""},
		{completion.Command{
			Name: "version", Usage: "print the version",
		}, []string{"-version", "--version"}, (*command).version, ""},
	}
}

// forUsers leaves out what is for those who work on the command.
func forUsers(t setting.Table) setting.Table {
	return slices.DeleteFunc(slices.Clone(t), func(s *setting.Setting) bool {
		return strings.HasPrefix(s.Name, "debug.")
	})
}

// section is the part of the manual that is about a subcommand, empty for none.
func section(text, name string) string {
	for _, sub := range subcommands() {
		if sub.Name != name || sub.section == "" {
			continue
		}
		_, text, _ = strings.Cut(text, "# "+sub.section+"\n\n")
		text, _, _ = strings.Cut(text, "\n# ")
		return text
	}
	return ""
}

// commandOf is the subcommand of a name, the zero value for what is none.
func commandOf(name string) completion.Command {
	for _, sub := range subcommands() {
		if sub.Name == name {
			return sub.Command
		}
	}
	return completion.Command{}
}

// usageOf is what a subcommand does, empty for what is none.
func usageOf(name string) string { return commandOf(name).Usage }

// completion prints a script for a shell.
func (c *command) completion(args []string) int {
	if isHelp(args) {
		return c.help([]string{"completion"})
	}
	shells := completion.Shells()
	if len(args) != 1 || !slices.Contains(shells, args[0]) {
		return c.usage(fmt.Errorf("completion takes the name of a shell: %s", strings.Join(shells, ", ")))
	}
	commands := []completion.Command{{Flags: forUsers(newOptions().table()), Packages: true}}
	for _, sub := range subcommands() {
		commands = append(commands, sub.Command)
	}
	if err := completion.Write(c.Stdout, args[0], "unnest", commands); err != nil {
		return c.fail(err)
	}
	return exitNothing
}
