package main

import (
	"flag"
	"strings"

	"golang.org/x/tools/go/analysis"

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

// vetAnalyzer is the analyzer as the go command runs it. The flags are parsed
// twice: the unit checker knows their names and drops the values, because an
// analyzer's configuration is fixed before flags are parsed.
func vetAnalyzer(args []string) *analysis.Analyzer {
	var cfg analyzer.Config
	values := flag.NewFlagSet("", flag.ContinueOnError)
	analysisFlags(values, &cfg)
	a := rewrite.New(cfg)
	for _, arg := range args {
		name, value, ok := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		name, ours := strings.CutPrefix(name, a.Name+".")
		if !ok {
			value = "true" // a switch
		}
		if ours && values.Lookup(name) != nil {
			// The unit checker reports a wrong value.
			_ = values.Set(name, value)
		}
	}
	a = rewrite.New(cfg)
	analysisFlags(&a.Flags, new(analyzer.Config))
	return a
}
