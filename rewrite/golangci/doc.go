// Package golangci makes unnest a module plugin of golangci-lint, version 2.
//
// In goes what .golangci.yml sets; out comes the analyzer of package rewrite.
// The package adds nothing to it: one diagnostic for each pyramid, with at most
// one fix, whose edits stand in the file of the diagnostic, and one for each
// declaration that is wrong.
//
// # Build
//
// Module plugins are compiled in. Put this into .custom-gcl.yml beside go.mod
// and run "golangci-lint custom" with a golangci-lint built by Go 1.27 or
// later; the outcome is the program custom-gcl.
//
//	version: v2.15.0
//	plugins:
//	  - module: github.com/unnest-go/unnest
//	    import: github.com/unnest-go/unnest/rewrite/golangci
//	    version: v1.0.0 # or path: ../unnest
//
// A program of your own that imports
// github.com/golangci/golangci-lint/v2/pkg/commands and this package works as
// well; golangci-lint keeps what it found in a cache by its version, so leave
// the version "(devel)" there, which stands for the binary's checksum. The
// module testdata/golangci of this repository is one, and lints it.
//
// # Configure
//
// In .golangci.yml, enable the linter and describe it. All settings may be left
// out; they are the flags of the command. With bugs, which may be true for all
// kinds, mistakes are reported, and pyramids only if pyramids is true.
//
//	version: "2"
//	linters:
//	  enable: [unnest]
//	  settings:
//	    custom:
//	      unnest:
//	        type: module
//	        description: report nested callbacks that can be flattened
//	        original-url: github.com/unnest-go/unnest
//	        settings:
//	          depth: 2
//	          once: ['example.com/api.Client.*']
//	          assume: false
//	          bugs: [wrongerror, twicesettled]
//	          pyramids: true
//	  exclusions:
//	    rules:
//	      - path: _test\.go
//	        linters: [unnest]
//
// Then "custom-gcl run" reports pyramids, and "custom-gcl run --fix" flattens
// them. To keep one, say so on the line where it starts, as for the command:
//
//	api.Login(name, func(user User, err error) { //nolint:unnest // reads better nested
//
// # Limits
//
// golangci-lint does not type-check what it has fixed, and it removes no import
// that a fix left unused; the command does both. Of fixes that are in each other's
// way it is offered one: the next run has the others. It reports nothing in generated
// files.
package golangci
