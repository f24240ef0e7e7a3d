package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A trial is one attempt at a project: its source twice, as it is and
// flattened.
type trial struct {
	project *project
	tool    string   // the command
	dir     string   // of both copies
	flags   []string // of the command, beside -fix
}

// original is the source as it is. What is only looked at, and has a directory,
// stays there.
func (t *trial) original() string {
	if t.project.Clean && t.project.Dir != "" {
		return t.project.Dir
	}
	return filepath.Join(t.dir, "before", t.project.Sub)
}

func (t *trial) flattened() string { return filepath.Join(t.dir, "after", t.project.Sub) }

const checkout = "github.com/unnest-go/unnest"

// build builds the command.
func build(dir string) (string, error) {
	tool := filepath.Join(dir, "unnest")
	_, err := output(".", "go", "build", "-o", tool, checkout+"/cmd/unnest")
	return tool, err
}

// copy gets the source.
func (t *trial) copy(*outcome) error {
	if t.project.Clean && t.project.Dir != "" {
		return nil
	}
	from := t.project.Dir
	if from == "" {
		out, err := output(".", "go", "mod", "download", "-json", t.project.Module)
		if err != nil {
			return err
		}
		var module struct{ Dir string }
		if err := json.Unmarshal(out, &module); err != nil {
			return err
		}
		from = module.Dir
	}
	copies := []string{"before", "after"}
	if t.project.Clean {
		copies = copies[:1]
	}
	for _, to := range copies {
		to = filepath.Join(t.dir, to)
		if err := os.RemoveAll(to); err != nil {
			return err
		}
		if err := os.MkdirAll(t.dir, 0o777); err != nil {
			return err
		}
		if _, err := output(".", "cp", "-r", "--no-preserve=mode", from, to); err != nil {
			return err
		}
	}
	return nil
}

// prepare makes the module able to import the runtime. Both copies get the same
// version of Go, which changes what vet reports.
func (t *trial) prepare(*outcome) error {
	if t.project.Clean {
		return t.unlink() // nothing is to be imported
	}
	root, err := output(".", "go", "list", "-m", "-f", "{{.Dir}}", checkout)
	if err != nil {
		return err
	}
	for _, dir := range []string{t.original(), t.flattened()} {
		if err := os.RemoveAll(filepath.Join(dir, "vendor")); err != nil {
			return err // it would lack the runtime
		}
		_, err := output(dir, "go", "mod", "edit", "-go=1.27.0", "-toolchain=none",
			"-require="+checkout+"@v0.0.0", "-replace="+checkout+"="+strings.TrimSpace(string(root)))
		if err != nil {
			return err
		}
	}
	return nil
}

// unlink makes a module independent of its neighbors, which are not there.
func (t *trial) unlink() error {
	out, err := output(t.original(), "go", "mod", "edit", "-json")
	if err != nil {
		return err
	}
	var module struct {
		Replace []struct {
			Old, New struct{ Path, Version string }
		}
	}
	if err := json.Unmarshal(out, &module); err != nil {
		return err
	}
	for _, r := range module.Replace {
		if r.New.Version != "" {
			continue // not a directory
		}
		if _, err := output(t.original(), "go", "mod", "edit", "-dropreplace="+r.Old.Path); err != nil {
			return err
		}
	}
	return nil
}

// find asks the command what there is.
func (t *trial) find(r *outcome) error {
	text, err := t.unnest(t.original(), "-explain")
	if err != nil {
		return err
	}
	r.findings, err = parseFindings(text)
	if err != nil {
		return err
	}
	if len(r.findings) == 0 && !bytes.Contains(text, []byte("left alone")) && len(text) > 0 {
		r.note("%s", text)
	}
	r.skipped = bytes.Count(text, []byte("is left alone\n"))
	return nil
}

// fix flattens one copy. What turns out to be wrong only when it is written is a fault of
// the rewriting.
func (t *trial) fix(r *outcome) error {
	out, err := t.unnest(t.flattened(), append(t.flags, "-fix")...)
	if err != nil {
		return err
	}
	for _, line := range withdrawn(out) {
		r.fail("cannot be written: %s", line)
	}
	return nil
}

// withdrawn lists the refusals that say what is wrong with the text of a chain.
func withdrawn(out []byte) []string {
	var all []string
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, refused+"the flattened code ") {
			all = append(all, strings.TrimSpace(line))
		}
	}
	return all
}

// again looks whether a second run changes nothing.
func (t *trial) again(r *outcome) error {
	out, err := t.unnest(t.flattened(), "-fix", "-diff")
	if err != nil {
		return err
	}
	if bytes.Contains(out, []byte("\n+++ ")) {
		r.fail("a second run changes something:\n%s", out)
	}
	return nil
}

// unnest runs the command on all targets. Pyramids are no error, and neither
// are packages that do not compile.
func (t *trial) unnest(dir string, flags ...string) ([]byte, error) {
	if t.project.Tags != "" {
		flags = append(flags, "-tags", t.project.Tags)
	}
	for _, pattern := range t.project.Once {
		flags = append(flags, "-once", pattern)
	}
	var all []byte
	for _, targets := range t.project.targets() {
		cmd := command(dir, t.tool, slices.Concat(flags, targets)...)
		out, err := cmd.CombinedOutput()
		if err != nil && exitCode(err) != 3 && !leftAlone.Match(out) {
			return nil, fmt.Errorf("%s: %w\n%s", cmd, err, out)
		}
		all = append(all, out...)
	}
	return all, nil
}

var leftAlone = regexp.MustCompile(`(?m) is left alone$`)

func exitCode(err error) int {
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return 0
}

// command is a command in a directory. A module without vendored ones gets what
// it needs by itself: the sums of modules that its tests import may be missing.
func command(dir, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN=auto", "GOWORK=off")
	if _, err := os.Stat(filepath.Join(dir, "vendor")); err != nil && dir != "." {
		cmd.Env = append(cmd.Env, "GOFLAGS=-mod=mod -buildvcs=false", "PWD="+dir)
	}
	return cmd
}

// output runs a command that must not fail.
func output(dir, name string, args ...string) ([]byte, error) {
	cmd := command(dir, name, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", cmd, err, out, stderr.Bytes())
	}
	return out, nil
}
