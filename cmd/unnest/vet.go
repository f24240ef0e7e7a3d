package main

import (
	"flag"
	"os"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/rewrite"
)

// invokedByGo recognizes the protocol by which the go command runs vet and fix
// tools: it asks for the version, then for the flags, then has one package
// after the other analyzed.
func invokedByGo(args []string) bool {
	return len(args) > 0 &&
		(args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(args[len(args)-1], ".cfg"))
}

// vet serves the go command and exits. Mistakes have analyzers of their own, as
// users of go vet expect, which are off unless they are named.
func vet() {
	cfg := new(analyzer.Config)
	pyramids := rewrite.NewFrom(cfg)
	cfg.Settings().Without("bugs", "pyramids").Flags(&pyramids.Flags)
	analyzers := []*analysis.Analyzer{pyramids}
	args := os.Args[:1:1]
	var wanted []*analysis.Analyzer
	for _, a := range analyzer.BugsOn(pyramids) {
		analyzers = append(analyzers, a)
		args = append(args, "-"+a.Name+"=false") // until a later flag has it otherwise
		if given(a.Name, os.Args[1:]) {
			wanted = append(wanted, a)
		}
	}
	analyzer.Yielding(pyramids, wanted)
	flag.CommandLine.Usage = func() {}     // a wrong flag is told once for every package of the build
	os.Args = append(args, os.Args[1:]...) //nolint:reassign // unitchecker.Main reads its flags there
	unitchecker.Main(analyzers...)
}

// given reports whether arguments set a flag that is true or false.
func given(name string, args []string) (on bool) {
	for _, arg := range args {
		flag, value, valued := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(arg, "-"), "-"), "=")
		if flag != name || flag == arg {
			continue
		}
		on = !valued
		if valued {
			on, _ = strconv.ParseBool(value) // what is none is told of where flags are read
		}
	}
	return on
}
