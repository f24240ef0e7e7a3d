package main

import (
	"fmt"
	goversion "go/version"
	"strings"

	"github.com/unnest-go/unnest/cmd/unnest/internal/load"
	"github.com/unnest-go/unnest/rewrite/patch"
)

// ownVariables is the version of Go from which on each turn of a loop has
// variables of its own.
const ownVariables = "go1.22"

// require says what is left to do for a module that does not require the
// runtime, and what else that changes. The command does not do it: it would change
// go.mod, and need the network.
func (c *command) require(m load.Module) {
	switch {
	case m.Requires:
		fmt.Fprintf(c.Stderr, "unnest: module %s has an older version of Go than the runtime,"+
			" run there: %s\n", m.Path, goGet)
	case m.Path != "":
		fmt.Fprintf(c.Stderr, "unnest: module %s does not require the runtime yet, run: %s\n", m.Path, goGet)
	case m.Dir != "":
		fmt.Fprintf(c.Stderr, "unnest: the module in %s does not require the runtime yet,"+
			" run there: %s\n", m.Dir, goGet)
		return
	default:
		fmt.Fprintf(c.Stderr, "unnest: there is no module yet to require the runtime,"+
			" run: go mod init, and then: %s\n", goGet)
		return
	}
	if m.GoVersion == patch.Version(m.GoVersion) {
		return
	}
	note := ""
	if goversion.Compare(m.GoVersion, ownVariables) < 0 {
		note = ", and with that each turn of a loop has variables of its own (from Go 1.22 on):" +
			" look at loops whose variables are used after the turn"
	}
	fmt.Fprintf(c.Stderr, "unnest: that raises its version of Go in go.mod from %s to %s%s\n",
		strings.TrimPrefix(m.GoVersion, "go"), strings.TrimPrefix(patch.Language, "go"), note)
}

const goGet = "go get " + patch.RuntimePath
