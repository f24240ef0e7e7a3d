//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// A contender is a tool that is measured.
type contender struct {
	name    string
	command []string
	caches  []string // variables that name directories, which are to be empty
	found   int      // exit status of a run that found something
	once    bool     // because it takes long
	demand  float64  // unnest takes at most so much of its processor time; 0 for no demand
	allowed float64  // it takes at most so much of the processor time of unnest; 0 for no demand
	usages  []usage
}

// The names of what others are compared with.
const (
	loader = "load only"
	itself = "unnest"
)

// contenders are all there are, in the order in which they run.
func (m *measurement) contenders() []*contender {
	tool := m.path("unnest")
	all := []*contender{
		{name: loader, demand: 1.15, found: 3, command: append([]string{tool, "-debug.load"}, m.flags...)},
		{name: itself, found: 3, command: append([]string{tool}, m.flags...)},
		{
			name: "with -bugs", allowed: 1.1, found: 3,
			command: append([]string{tool, "-bugs", "-pyramids"}, m.flags...),
		},
	}
	if m.others {
		vet := []string{"go", "vet", "-vettool=" + m.path("unseen"), "./..."}
		all = append(all,
			&contender{
				name: "golangci-lint", demand: 0.5, found: 1, once: true,
				caches:  []string{"GOLANGCI_LINT_CACHE"},
				command: []string{m.path("golangci-lint"), "run", "--config", m.path("lint.yml")},
			},
			&contender{
				name: "staticcheck", demand: 0.1, found: 1, once: true, caches: []string{"STATICCHECK_CACHE"},
				command: []string{m.path("staticcheck"), "./..."},
			},
			&contender{name: "go vet", found: 1, once: true, command: vet},
		)
	}
	if m.cold {
		for _, c := range all {
			c.caches = append(c.caches, "GOCACHE")
		}
	} else if m.others {
		vet := all[len(all)-1]
		all = append(all, &contender{name: "go vet again", found: 1, once: true, command: vet.command})
	}
	return all
}

func (m *measurement) path(name string) string { return filepath.Join(m.temporary, name) }

// configuration is of golangci-lint: nothing but unnest, and all that it finds.
const configuration = `version: "2"
linters:
  default: none
  enable: [unnest]
  settings: {custom: {unnest: {type: module}}}
run: {allow-parallel-runners: true}
`

// build builds the tools.
func (m *measurement) build() error {
	builds := [][]string{{"go", "build", "-o", m.path("unnest"), "./cmd/unnest"}}
	if m.others {
		builds = append(builds,
			[]string{"go", "-C", "testdata/golangci", "build", "-o", m.path("golangci-lint"), "."},
			[]string{"go", "install", "honnef.co/go/tools/cmd/staticcheck@v0.8.2"})
	}
	if m.others && !m.cold { // with what tools want compiled in the cache
		builds = append(builds, []string{"go", "-C", m.dir, "list", "-export", "-deps", "-test", "./..."})
	}
	for _, b := range builds {
		cmd := exec.Command(b[0], b[1:]...)
		cmd.Env = append(os.Environ(), "GOBIN="+m.temporary)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", cmd, err, out)
		}
	}
	tool, err := os.ReadFile(m.path("unnest"))
	if err != nil {
		return err
	}
	// The go command knows tools by their text.
	unseen := fmt.Append(tool, time.Now())
	return errors.Join(
		os.WriteFile(m.path("unseen"), unseen, 0o777), //nolint:gosec // it is to be run
		os.WriteFile(m.path("lint.yml"), []byte(configuration), 0o666))
}

// A usage is what one run needs.
type usage struct {
	processor, elapsed time.Duration
	memory             int64 // bytes
}

// measure runs a tool once. Findings are no error.
func (m *measurement) measure(c *contender) (usage, error) {
	cmd := exec.Command(c.command[0], c.command[1:]...)
	cmd.Dir = m.dir
	cmd.Env = os.Environ()
	for _, name := range c.caches {
		empty, err := os.MkdirTemp(m.temporary, name)
		if err != nil {
			return usage{}, err
		}
		cmd.Env = append(cmd.Env, name+"="+empty)
	}
	start := time.Now()
	out, err := cmd.CombinedOutput()
	elapsed := time.Since(start)
	exit, ended := errors.AsType[*exec.ExitError](err)
	if err != nil && (!ended || exit.ExitCode() != c.found) {
		return usage{}, fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	state := cmd.ProcessState
	resources := state.SysUsage().(*syscall.Rusage)
	memory := int64(resources.Maxrss) //nolint:unconvert // some platforms have 32 bits
	if runtime.GOOS != "darwin" {
		memory *= 1024 // elsewhere it counts kilobytes
	}
	return usage{state.UserTime() + state.SystemTime(), elapsed, memory}, nil
}
