package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
)

// options are what a run of the command is to do.
type options struct {
	common
	fix, diff     bool
	json, explain bool
	sarif, github bool
	baseline      string
	baselineWrite bool
	signatures    bool
	tests         bool
	profiles      profiles
	bareLoad      bool // only load: what scripts/speed compares with
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
		{
			Name: "signatures", Usage: "let functions return promises, and their callers follow",
			Value: setting.Bool(&o.signatures), FlagOnly: true,
		},
		{Name: "json", Usage: "report as JSON", Value: setting.Bool(&o.json), FlagOnly: true},
		{Name: "sarif", Usage: "report as a SARIF log", Value: setting.Bool(&o.sarif), FlagOnly: true},
		{
			Name: "github", Usage: "report as annotations of a GitHub workflow",
			Value: setting.Bool(&o.github), FlagOnly: true,
		},
		{
			Name: "baseline", Usage: "do not report what `file` has as known",
			Value: setting.Text(&o.baseline),
		},
		{
			Name: "baseline-write", Usage: "write what is found to the file of -baseline",
			Value: setting.Bool(&o.baselineWrite), FlagOnly: true,
		},
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

// A mode is a flag that says what a run is for, and the modes that it does not
// go with.
type mode struct {
	flag string
	on   bool
	not  []string
}

// modes are those of the options. That mistakes are looked for because the file
// says so does not stand against a fix.
func (o *options) modes() []mode {
	return []mode{
		{"-sarif", o.sarif, []string{
			"-json", "-github", "-explain", "-fix", "-diff", "-baseline-write", "-signatures",
		}},
		{"-json", o.json, []string{"-github", "-explain", "-fix", "-diff", "-baseline-write", "-signatures"}},
		{"-github", o.github, []string{"-explain", "-fix", "-diff", "-baseline-write", "-signatures"}},
		{"-bugs", o.byFlag("bugs") && len(o.analysis.Bugs) > 0, []string{"-fix", "-diff", "-signatures"}},
		{"-baseline-write", o.baselineWrite, []string{"-explain", "-fix", "-diff", "-signatures"}},
		{"-signatures", o.signatures, nil},
		{"-explain", o.explain, nil},
		{"-fix", o.fix, nil},
		{"-diff", o.diff, nil},
	}
}

// check reports options that contradict each other.
func (o *options) check() error {
	on := make(map[string]bool)
	for _, m := range o.modes() {
		on[m.flag] = m.on
	}
	for _, m := range o.modes() {
		for _, other := range m.not {
			if m.on && on[other] {
				return fmt.Errorf("%s reports, it does not go with %s%s",
					m.flag, other, instead(m.flag, other))
			}
		}
	}
	if o.baselineWrite && o.baseline == "" {
		return errors.New("-baseline-write: name the file with -baseline, or in " + settingsFile)
	}
	if o.signatures && !o.tests && o.byFlag("test") {
		return errors.New("-signatures needs the tests, which may call what changes: leave out -test=false")
	}
	if o.signatures && o.byFlag("baseline") {
		return errors.New("-baseline has pyramids that are known, it does not go with -signatures")
	}
	if file := load.NamedFile(o.workDir, o.patterns); o.signatures && file != "" {
		return fmt.Errorf("-signatures needs whole packages, other files may call what changes: "+
			"name the package of %s", file)
	}
	return nil
}

// instead says what does what two flags would do together, empty when nothing does.
func instead(flag, other string) string {
	flags := vetFlags[other]
	if flag != "-bugs" || flags == "" {
		return ""
	}
	return "; what has a fix, go vet fixes by kind, as in " +
		"go vet -vettool=$(which unnest) -twicesettled " + flags + " ./..."
}

// vetFlags are those with which go vet does what a flag of the command means.
var vetFlags = map[string]string{"-fix": "-fix", "-diff": "-fix -diff"}

// reportsBugs and reportsPyramids say what a run is for.
func (o *options) reportsBugs() bool { return len(o.analysis.Bugs) > 0 && !o.fix && !o.diff }

func (o *options) reportsPyramids() bool { return o.analysis.Pyramids || !o.reportsBugs() }

// explained adds to an error the flag that may have been meant.
func explained(flags *flag.FlagSet, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return errHelp
	}
	word, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: ")
	if !ok {
		// Some flags that need no value take others than true and false.
		return errors.New(strings.Replace(err.Error(), "invalid boolean value", "invalid value", 1))
	}
	var known []string
	flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
	return fmt.Errorf("unknown flag %s%s", word, mistyped(word, known))
}
