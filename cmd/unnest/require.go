package main

import (
	"fmt"
	goversion "go/version"
	"io"
	"strings"

	"github.com/unnest-go/unnest/rewrite/patch"
)

// ownVariables is the version of Go from which on each turn of a loop has
// variables of its own.
const ownVariables = "go1.22"

// require says what is left to do for a module that does not require the
// runtime, given its version of Go, and what else that changes. The command does not
// do it: it would change go.mod, and need the network.
func require(w io.Writer, module, goVersion string) {
	fmt.Fprintf(w, "unnest: %s does not require the runtime yet, run: go get %s\n", module, patch.RuntimePath)
	if goVersion == patch.Version(goVersion) {
		return
	}
	note := ""
	if goversion.Compare(goVersion, ownVariables) < 0 {
		note = ", and with that each turn of a loop has variables of its own (from Go 1.22 on):" +
			" look at loops whose variables are used after the turn"
	}
	fmt.Fprintf(w, "unnest: that raises its version of Go in go.mod from %s to %s%s\n",
		strings.TrimPrefix(goVersion, "go"), strings.TrimPrefix(patch.Language, "go"), note)
}
