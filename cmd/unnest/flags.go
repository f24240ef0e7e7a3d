package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"github.com/unnest-go/unnest/analyzer/setting"
)

// options are what a run of the command is to do.
type options struct {
	common
	fix, diff     bool
	json, explain bool
	sarif         bool
	tests         bool
	profiles      profiles
	bareLoad      bool // only load: what scripts/loadratio compares with
}

var errHelp = errors.New("help requested")

func newOptions() *options {
	o := &options{tests: true}
	o.patterns = []string{"./..."}
	return o
}

func (o *options) table() setting.Table {
	return append(o.common.table(), setting.Table{
		{Name: "test", Usage: "include test files", Value: setting.Bool(&o.tests)},
		{Name: "fix", Usage: "rewrite the files", Value: setting.Bool(&o.fix), FlagOnly: true},
		{
			Name: "diff", Usage: "print a unified diff, write nothing",
			Value: setting.Bool(&o.diff), FlagOnly: true,
		},
		{Name: "json", Usage: "report as JSON", Value: setting.Bool(&o.json), FlagOnly: true},
		{Name: "sarif", Usage: "report as a SARIF log", Value: setting.Bool(&o.sarif), FlagOnly: true},
		{
			Name: "explain", Usage: "report evidence, strategies and refusals",
			Value: setting.Bool(&o.explain), FlagOnly: true,
		},
		{
			Name: "cpuprofile", Usage: "write a CPU profile to `file`",
			Value: setting.Text(&o.profiles.cpu), FlagOnly: true,
		},
		{
			Name: "memprofile", Usage: "write a memory profile to `file`",
			Value: setting.Text(&o.profiles.memory), FlagOnly: true,
		},
		{Name: "debug.load", Usage: "load and do nothing", Value: setting.Bool(&o.bareLoad), FlagOnly: true},
	}...)
}

// check reports options that contradict each other. That mistakes are looked
// for because the file says so does not stand against a fix.
func (o *options) check() error {
	switch {
	case o.sarif && (o.json || o.fix || o.diff || o.explain):
		return errors.New("-sarif reports, it goes with none of -json, -explain, -fix and -diff")
	case o.json && (o.fix || o.diff):
		return errors.New("-json reports, it goes neither with -fix nor with -diff")
	case o.byFlag("bugs") && len(o.analysis.Bugs) > 0 && (o.fix || o.diff):
		return errors.New("-bugs reports, it goes neither with -fix nor with -diff")
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
