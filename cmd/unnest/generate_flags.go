package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
)

// defaultOutput is the file that is generated unless -o says otherwise.
const defaultOutput = "unnest_promises.go"

// generateOptions are what a run of "unnest generate" is to do.
type generateOptions struct {
	common
	from      []string // packages whose operations are adapted, none for the package's own
	types     []string // patterns of types, and
	functions []string // of functions that select operations; all when there is none of either
	output    string
	chains    bool // functions with pyramids get chains instead of adapters
}

func newGenerateOptions() *generateOptions {
	o := &generateOptions{output: defaultOutput}
	o.patterns = []string{"."}
	o.analysis.Kept = true // what is generated stands elsewhere
	return o
}

func (o *generateOptions) table() setting.Table {
	return append(o.common.table().Without("depth", "bugs", "pyramids"), setting.Table{
		{
			Name: "for", Usage: "adapt the operations of the package with this import `path`",
			Value: setting.List(&o.from, checkPath), FlagOnly: true,
		},
		{
			Name: "type", Usage: "adapt the methods of types that match `pattern`",
			Value: setting.List(&o.types, checkMatch), FlagOnly: true,
		},
		{
			Name: "func", Usage: "adapt the functions and methods that match `pattern`",
			Value: setting.List(&o.functions, checkMatch), FlagOnly: true,
		},
		{
			Name: "chains", Usage: "write functions with pyramids as chains",
			Value: setting.Bool(&o.chains), FlagOnly: true,
		},
		{Name: "o", Usage: "the `file` to write", Value: setting.Text(&o.output), FlagOnly: true},
	}...)
}

// checkPath says what else than an import path somebody has given.
func checkPath(path string) error {
	if strings.HasPrefix(path, ".") || filepath.IsAbs(path) || strings.Contains(path, "...") {
		return errors.New("want the import path of one package, as in an import declaration")
	}
	return nil
}

// checkMatch says what is wrong with a pattern.
func checkMatch(pattern string) error {
	_, err := filepath.Match(pattern, "")
	return err
}

func (o *generateOptions) check() error {
	if o.chains && len(o.from) > 0 {
		return errors.New("-chains is for functions of the package itself, it does not go with -for")
	}
	if name := filepath.Base(o.output); name != o.output || filepath.Ext(name) != ".go" {
		return fmt.Errorf("-o %s: want the name of a Go file in the package's directory", o.output)
	}
	if file := load.NamedFile(o.workDir, o.patterns); file != "" {
		return fmt.Errorf("generate needs whole packages, what it writes stands beside other files: "+
			"name the package of %s, and parts of it with -func and -type", file)
	}
	return nil
}
