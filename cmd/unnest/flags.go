package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/unnest-go/unnest/analyzer"
)

// options are what the command line says.
type options struct {
	analysis      analyzer.Config
	fix, diff     bool
	json, explain bool
	sarif         bool
	tests         bool
	dir, tags     string
	profiles      profiles
	bugs          bugNames
	patterns      []string
	bareLoad      bool // only load: what scripts/loadratio compares with
}

var errHelp = errors.New("help requested")

// parse reads the command line.
func parse(args []string) (*options, error) {
	o := new(options)
	flags := flag.NewFlagSet("unnest", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	o.analysis.Flags(flags)
	flags.BoolVar(&o.fix, "fix", false, "rewrite the files")
	flags.BoolVar(&o.diff, "diff", false, "print a unified diff, write nothing")
	flags.BoolVar(&o.json, "json", false, "report as JSON")
	flags.BoolVar(&o.sarif, "sarif", false, "report as a SARIF log")
	flags.BoolVar(&o.explain, "explain", false, "report evidence, strategies and refusals")
	flags.Var(&o.bugs, "bugs", "report mistakes in code with callbacks, of all kinds or of these `names`")
	flags.BoolVar(&o.tests, "test", true, "include test files")
	flags.StringVar(&o.dir, "C", "", "change to `dir` first")
	flags.StringVar(&o.tags, "tags", "", "`list` of build tags")
	flags.StringVar(&o.profiles.cpu, "cpuprofile", "", "write a CPU profile to `file`")
	flags.StringVar(&o.profiles.memory, "memprofile", "", "write a memory profile to `file`")
	flags.BoolVar(&o.bareLoad, "debug.load", false, "load and do nothing")
	if err := flags.Parse(args); err != nil {
		return nil, explained(flags, err)
	}
	o.patterns = flags.Args()
	if len(o.patterns) == 0 {
		o.patterns = []string{"./..."}
	}
	return o, o.check()
}

// check reports options that contradict each other.
func (o *options) check() error {
	for _, p := range o.patterns {
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("flag %s stands after the packages", p)
		}
	}
	switch {
	case o.sarif && (o.json || o.fix || o.diff || o.explain):
		return errors.New("-sarif reports, it goes with none of -json, -explain, -fix and -diff")
	case o.json && (o.fix || o.diff):
		return errors.New("-json reports, it goes neither with -fix nor with -diff")
	case len(o.bugs) > 0 && (o.fix || o.diff):
		return errors.New("-bugs reports, it goes neither with -fix nor with -diff")
	case o.analysis.Depth < 1:
		return fmt.Errorf("-depth %d: a pyramid has a depth of at least 1", o.analysis.Depth)
	}
	return nil
}

// explained adds to an error the flag that may have been meant.
func explained(flags *flag.FlagSet, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return errHelp
	}
	word, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: ")
	if !ok {
		return err
	}
	var known []string
	flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
	return fmt.Errorf("unknown flag %s%s", word, mistyped(word, known))
}
