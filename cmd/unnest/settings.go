package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
	"github.com/unnest-go/unnest/cmd/unnest/internal/yaml"
)

// settingsFile is the name of a module's settings, beside its go.mod.
const settingsFile = ".unnest.yaml"

// common is what all commands have that load packages.
type common struct {
	analysis  analyzer.Config
	dir, tags string
	patterns  []string
	settings  setting.Table // filled in
	workDir   string
	module    string // directory of go.mod, empty for none
	file      string // of settings, empty for none
}

func (o *common) table() setting.Table {
	return append(o.analysis.Settings(), setting.Table{
		{Name: "tags", Usage: "`list` of build tags", Value: setting.Text(&o.tags)},
		{Name: "C", Usage: "change to `dir` first", Value: setting.Text(&o.dir), FlagOnly: true},
	}...)
}

func (o *common) shared() *common { return o }

// byFlag reports whether a flag has set a setting.
func (o *common) byFlag(name string) bool {
	s, err := o.settings.Lookup(name)
	return err == nil && slices.ContainsFunc(s.Given, func(g setting.Given) bool {
		return g.Origin.Layer == setting.Flag
	})
}

// An optionSet is the options of one of the commands.
type optionSet interface {
	shared() *common
	table() setting.Table
	check() error
}

// configure gives options what the file of the module says, and over it what
// the arguments say. Because the arguments say where the module is, they are
// read twice.
func configure[O optionSet](c *command, name string, args []string, fresh func() O) (O, error) {
	none, first, o := *new(O), fresh(), fresh()
	if err := arguments(first, name, args); err != nil {
		return none, err
	}
	if err := c.changeDirectory(first.shared().dir); err != nil {
		return none, failure{err}
	}
	shared := o.shared()
	shared.settings = o.table()
	if err := shared.readFile(c.Dir); err != nil {
		return none, err
	}
	if err := arguments(o, name, args); err != nil {
		return none, err
	}
	return o, o.check()
}

// A failure is an error in configuring that is no wrong usage.
type failure struct{ error }

// arguments reads the command line.
func arguments(o optionSet, name string, args []string) error {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	shared := o.shared()
	if shared.settings == nil {
		shared.settings = o.table()
	}
	shared.settings.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return explained(flags, err)
	}
	if flags.NArg() > 0 {
		shared.patterns = flags.Args()
	}
	for i, p := range shared.patterns {
		switch {
		case i > 0 && strings.Trim(p, "-") != "" && p[0] == '-':
			return fmt.Errorf("flag %s stands after the packages", p)
		case strings.HasPrefix(p, "-"):
			return fmt.Errorf("%s is no package", p)
		}
	}
	return nil
}

// readFile applies the settings of the module that a directory is in.
func (o *common) readFile(dir string) error {
	o.workDir, o.module = dir, load.ModuleRoot(dir)
	if o.module == "" {
		return nil
	}
	name := filepath.Join(o.module, settingsFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return otherSuffix(name)
	}
	if err != nil {
		return err
	}
	o.file = name
	short := report.Paths{Dir: dir}.Short(name)
	entries, err := yaml.Parse(string(text))
	if err != nil {
		return fmt.Errorf("%s:%w", short, err)
	}
	known := fileSettings()
	for _, e := range entries {
		s, err := known.Lookup(e.Text)
		if err != nil {
			return fmt.Errorf("%s:%d:%d: %w", short, e.Line, e.Column, err)
		}
		if mine, err := o.settings.Lookup(e.Text); err == nil {
			s = mine
		}
		if err := apply(s, e, short); err != nil {
			return err
		}
	}
	return nil
}

// fileSettings are those that the file may have, because some command wants
// them.
func fileSettings() setting.Table {
	known := newOptions().table().Kept()
	for _, s := range newGenerateOptions().table().Kept() {
		if _, err := known.Lookup(s.Name); err != nil {
			known = append(known, s)
		}
	}
	return known
}

// apply sets a setting to what an entry says.
func apply(s *setting.Setting, e *yaml.Entry, file string) error {
	if e.List && !s.IsList() {
		return fmt.Errorf("%s:%d:%d: %s: want one value, not a list", file, e.Line, e.Column, e.Text)
	}
	for _, v := range e.Values {
		at := fmt.Sprintf("%s:%d:%d", file, v.Line, v.Column)
		if err := s.Set(v.Text, setting.Origin{Layer: setting.File, Place: at}); err != nil {
			return fmt.Errorf("%s: %s: %w", at, e.Text, err)
		}
	}
	return nil
}

// otherSuffix is an error when the file is there under another name that
// somebody may expect to work.
func otherSuffix(name string) error {
	other := strings.TrimSuffix(name, ".yaml") + ".yml"
	if _, err := os.Stat(other); err == nil {
		return fmt.Errorf("%s is not read: name it %s", other, filepath.Base(name))
	}
	return nil
}
