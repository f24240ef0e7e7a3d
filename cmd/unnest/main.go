package main

import (
	"cmp"
	"context"
	_ "embed" // for the manual
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/manual"
)

// Exit statuses. Those for findings and errors are the ones of the go/analysis
// drivers.
const (
	exitNothing  = 0
	exitError    = 1
	exitUsage    = 2
	exitFindings = 3
)

func main() {
	if args := os.Args[1:]; invokedByGo(args) {
		vet() // exits
	}
	tuneCollector()
	c := &command{Stdout: os.Stdout, Stderr: os.Stderr}
	os.Exit(c.Run(os.Args[1:]))
}

// tuneCollector lets the heap grow to three times what is live, unless the
// user has an opinion: nearly all that a load allocates stays until the end.
func tuneCollector() {
	const percent = 200
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// A command is one run of the program.
type command struct {
	Stdout, Stderr io.Writer
	Dir            string // the working directory, empty for the process's own

	told []load.Module // what was said of them
}

//go:embed doc.go
var source []byte

// Run executes the command and returns its exit status.
func (c *command) Run(args []string) int {
	out := &lasting{w: c.Stdout}
	c.Stdout = out
	status := c.run(args)
	if out.err != nil && status != exitError {
		return c.fail(out.err)
	}
	return status
}

// A lasting writer remembers that something could not be written.
type lasting struct {
	w   io.Writer
	err error
}

// Write implements io.Writer.
func (l *lasting) Write(text []byte) (int, error) {
	n, err := l.w.Write(text)
	l.err = cmp.Or(l.err, err)
	return n, err
}

// run finds out what is to be run.
func (c *command) run(args []string) int {
	if len(args) > 0 {
		for _, sub := range subcommands() {
			if sub.Name == args[0] || slices.Contains(sub.also, args[0]) {
				return sub.run(c, args[1:])
			}
		}
	}
	o, err := configure(c, "unnest", args, newOptions)
	if err != nil {
		return c.misconfigured(err)
	}
	stop, err := o.profiles.start()
	if err != nil {
		return c.fail(err)
	}
	status := c.unnest(context.Background(), o)
	if err := stop(); err != nil {
		return c.fail(err)
	}
	return status
}

// changeDirectory resolves -C. Paths in reports are relative to the outcome.
func (c *command) changeDirectory(dir string) error {
	abs, err := filepath.Abs(filepath.Join(c.Dir, dir))
	if filepath.IsAbs(dir) {
		abs = dir
	}
	if err != nil {
		return err
	}
	c.Dir = abs
	info, err := os.Stat(abs)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is not a directory", dir)
	}
	return err
}

func (c *command) fail(err error) int {
	fmt.Fprintln(c.Stderr, "unnest:", err)
	return exitError
}

func (c *command) usage(err error) int {
	fmt.Fprintf(c.Stderr, "unnest: %v\nRun 'unnest -h' for usage.\n", err)
	return exitUsage
}

// help prints the manual, which is the command's own documentation.
func (c *command) help(args []string) int {
	if isHelp(args) {
		args = []string{"help"}
	}
	text, err := manual.Parse(source)
	switch {
	case err != nil:
		return c.fail(err)
	case len(args) == 0:
		fmt.Fprint(c.Stdout, text)
		return exitNothing
	case len(args) == 1 && section(text, args[0]) != "":
		fmt.Fprint(c.Stdout, section(text, args[0]))
		return exitNothing
	case len(args) == 1 && usageOf(args[0]) != "":
		fmt.Fprintf(c.Stdout, "unnest %s: %s\n", args[0], usageOf(args[0]))
		return exitNothing
	case len(args) > 1 || args[0] != "-man":
		return c.usage(errors.New("help takes nothing but the name of a subcommand, or -man"))
	}
	if err := manual.Page(c.Stdout, "unnest", version(), text); err != nil {
		return c.fail(err)
	}
	return exitNothing
}

func (c *command) version(args []string) int {
	if isHelp(args) {
		return c.help([]string{"version"})
	}
	if len(args) > 0 {
		return c.usage(fmt.Errorf("version takes no arguments"))
	}
	goVersion := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		goVersion = info.GoVersion
	}
	fmt.Fprintf(c.Stdout, "unnest %s (built with %s)\n", version(), goVersion)
	return exitNothing
}
