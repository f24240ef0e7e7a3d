// Command golangci is golangci-lint with unnest as a linter.
//
// It stands in a module of its own: golangci-lint has some two hundred
// dependencies and another licence.
package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/unnest-go/unnest/rewrite/golangci" // registers the linter
)

func main() {
	// "(devel)" makes golangci-lint key its cache by the checksum of this
	// binary. With the version of a release, it would go on reporting what
	// an older plugin has found.
	info := commands.BuildInfo{Version: "(devel)", Commit: "?", Date: "?", GoVersion: "unknown"}
	if bi, ok := debug.ReadBuildInfo(); ok {
		info.GoVersion = bi.GoVersion
	}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
