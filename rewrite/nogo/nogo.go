// Package nogo has the analyzer in the form in which drivers want it that know
// it by its import path only, such as Bazel's nogo.
//
// nogo analyzes every package in an action of its own, on whatever machine, and
// hands the facts of one to those that import it. A go_library with this
// package among the deps of the nogo target is all that it takes:
//
//	nogo(
//	    name = "nogo",
//	    config = "nogo.json",
//	    deps = ["@com_github_unnest_go_unnest//rewrite/nogo"],
//	    visibility = ["//visibility:public"],
//	)
//
// In nogo.json, the flags are those of the command, and a pyramid does not fail
// the build of what is listed:
//
//	{
//	  "unnest": {
//	    "analyzer_flags": {"depth": "2", "once": "example.com/api.Client.*"},
//	    "exclude_files": {
//	      "external/": "not ours",
//	      "_test\\.go$": "tests read better nested"
//	    }
//	  }
//	}
//
// With the flag bugs, which is true or a list of kinds, mistakes are reported,
// and pyramids only with the flag pyramids:
//
//	"analyzer_flags": {"bugs": "wrongerror,twicesettled", "pyramids": "true"}
//
// nogo does not analyze the standard library; what its functions do with
// a continuation is known without. Fixes are for the command and for go vet -fix.
package nogo

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/rewrite"
)

// Analyzer reports pyramids, with fixes for those that can be flattened, and
// mistakes. Its flags are the settings of all the ways in.
var Analyzer = newAnalyzer()

func newAnalyzer() *analysis.Analyzer {
	cfg := new(analyzer.Config)
	a := rewrite.NewFrom(cfg)
	cfg.Settings().Flags(&a.Flags)
	return analyzer.WithBugs(a, cfg)
}
