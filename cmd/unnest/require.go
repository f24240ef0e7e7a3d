package main

import (
	"context"
	"fmt"
	goversion "go/version"
	"slices"
	"strings"

	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/cmd/unnest/internal/report"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// oldestDefaults is the version of Go whose defaults of GODEBUG older ones have, too.
const oldestDefaults = "go1.20"

// ownVariables is the version of Go from which on each turn of a loop has
// variables of its own.
const ownVariables = "go1.22"

// lacks says what a module does not have yet.
var lacks = map[load.Lack]string{
	load.Runtime:     "does not find the runtime yet",
	load.Requirement: "does not require the runtime by itself yet",
	load.Needs:       "does not find yet what the runtime imports",
	load.Language:    "has an older version of Go than the runtime",
}

// require says what is left to do for a module that cannot be compiled with the
// runtime, and what else that changes. The command does not do it: it would change
// go.mod, and need the network. It says it once.
func (c *command) require(ctx context.Context, m load.Module) {
	if slices.Contains(c.told, m) {
		return
	}
	c.told = append(c.told, m)
	if m.Dir == "" {
		fmt.Fprintf(c.Stderr, "unnest: there is no module yet to require the runtime,"+
			" run: go mod init, and then: %s\n", goGet)
		return
	}
	name, run := "module "+m.Path, "run"
	if m.Path == "" {
		name = "the module in " + m.Dir
	}
	if !m.Has(c.Dir) {
		run = "run in " + report.Paths{Dir: c.Dir}.Short(m.Dir)
	}
	advice := goGet
	if vendor := m.Vendor(ctx); vendor != "" {
		advice += ", and then: " + vendor
	}
	fmt.Fprintf(c.Stderr, "unnest: %s %s, %s: %s\n", name, lacks[m.Lacks], run, advice)
	if m.Path != "" {
		c.raised(ctx, m)
	}
}

// borrowed says what is left to do for the modules that import the runtime and do not find it.
func (c *command) borrowed(ctx context.Context, program *load.Program) {
	for _, pkg := range program.Roots {
		if program.Borrows(pkg) {
			c.require(ctx, load.ModuleOf(pkg))
		}
	}
}

// raised says what becomes of the version of Go in go.mod.
func (c *command) raised(ctx context.Context, m load.Module) {
	from := m.GoVersion
	if from == patch.Version(from) {
		return
	}
	loops := ""
	if goversion.Compare(from, ownVariables) < 0 {
		loops = ", and with that each turn of a loop has variables of its own (from Go 1.22 on):" +
			" look at loops whose variables are used after the turn"
	}
	to := strings.TrimPrefix(patch.Language, "go")
	fmt.Fprintf(c.Stderr, "unnest: that raises its version of Go in go.mod from %s to %s%s\n",
		strings.TrimPrefix(from, "go"), to, loops)
	c.defaults(m.Defaults(ctx), to)
}

// defaults says what becomes of the defaults of GODEBUG.
func (c *command) defaults(of load.Defaults, to string) {
	old := of.GoVersion
	if of.Kept || old == patch.Version(old) {
		return
	}
	if goversion.Compare(old, oldestDefaults) < 0 {
		old = oldestDefaults
	}
	with := "the version"
	if of.File != "go.mod" {
		with += " in " + of.File + ", which go get raises, too"
	}
	fmt.Fprintf(c.Stderr, "unnest: the defaults of GODEBUG in its programs come with %s,"+
		" unless %s or a line with //go:debug says otherwise: the line godebug default=%s keeps"+
		" those of now that Go %s still has\n",
		with, of.File, goversion.Lang(old), to)
}

const goGet = "go get " + patch.RuntimePath
