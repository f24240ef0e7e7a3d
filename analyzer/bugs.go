package analyzer

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/unnest-go/unnest/analyzer/internal/bugs"
)

// Bugs returns the analyzers that report mistakes in code that passes
// continuations, one for each kind.
func Bugs(cfg Config) []*analysis.Analyzer { return bugsOn(New(cfg)) }

// BugsOn is Bugs for those who also run an analyzer that requires one of [New],
// such as that of package rewrite: both will have the same, and a package is
// examined once.
func BugsOn(a *analysis.Analyzer) []*analysis.Analyzer { return bugsOn(Required(a)) }

// Required is the analyzer made by [New] that another one requires.
func Required(a *analysis.Analyzer) *analysis.Analyzer {
	for _, required := range a.Requires {
		if required.ResultType == reflect.TypeFor[*Result]() {
			return required
		}
	}
	panic(a.Name + " does not require an analyzer of pyramids")
}

// Selected is [BugsOn] for the kinds with the names.
func Selected(a *analysis.Analyzer, names []string) []*analysis.Analyzer {
	return slices.DeleteFunc(BugsOn(a), func(a *analysis.Analyzer) bool {
		return !slices.Contains(names, a.Name)
	})
}

// BugsPossible says whether a package has anything that the analyzers of mistakes
// look at. Asking is cheap; drivers may spare themselves the analysis of the
// others, but for the facts of those that they analyze.
func BugsPossible(pkg *types.Package, info *types.Info, files []*ast.File) bool {
	return bugs.Possible(pkg, info, files)
}

// WithBugs makes one analyzer of all: a, which requires one of [New], reports the
// mistakes that are wanted of the configuration when it runs, and then pyramids
// only if they are wanted, too. It is for drivers that take one analyzer from
// a package, or show their users one by its name.
func WithBugs(a *analysis.Analyzer, cfg *Config) *analysis.Analyzer {
	pyramids, run := Required(a), a.Run
	a.Requires = append(slices.Clip(a.Requires), inspect.Analyzer)
	a.Run = func(pass *analysis.Pass) (any, error) {
		own := *pass
		var edits fixed
		for _, rule := range bugs.Rules {
			if !slices.Contains(cfg.Bugs, rule.Name) {
				continue
			}
			own.Report = func(d analysis.Diagnostic) {
				pass.Report(alone(pass, rule, d))
			}
			edits = append(edits, report(&own, pyramids, rule)...)
		}
		own.Report = func(d analysis.Diagnostic) { pass.Report(edits.yieldedBy(pass.Files, d)) }
		if len(cfg.Bugs) > 0 && !cfg.Pyramids {
			own.Report = func(d analysis.Diagnostic) {
				if IsWarning(d) {
					pass.Report(d)
				}
			}
		}
		return run(&own)
	}
	return a
}

// alone is a diagnostic of a rule for drivers that tell of all rules by one name, and of what is
// related as if it were found by itself.
func alone(pass *analysis.Pass, rule *bugs.Rule, d analysis.Diagnostic) analysis.Diagnostic {
	d.Message = rule.Name + ": " + d.Message
	for _, r := range d.Related {
		d.Message += fmt.Sprintf(" (line %d: %s)", pass.Fset.Position(r.Pos).Line, r.Message)
	}
	d.Related = nil
	return d
}

func bugsOn(pyramids *analysis.Analyzer) []*analysis.Analyzer {
	var all []*analysis.Analyzer
	for _, rule := range bugs.Rules {
		all = append(all, &analysis.Analyzer{
			Name:     rule.Name,
			Doc:      rule.Doc,
			URL:      "https://pkg.go.dev/github.com/unnest-go/unnest/analyzer#hdr-" + rule.Name,
			Requires: []*analysis.Analyzer{inspect.Analyzer, pyramids},
			Run: func(pass *analysis.Pass) (any, error) {
				return report(pass, pyramids, rule), nil
			},
			ResultType: fixedType,
		})
	}
	return all
}

// report reports what a rule finds, and returns what the fixes change.
func report(pass *analysis.Pass, pyramids *analysis.Analyzer, rule *bugs.Rule) (edits fixed) {
	if pass.TypesInfo == nil {
		return nil // declarations only
	}
	found := pass.ResultOf[pyramids].(*Result)
	found.mu.Lock()
	defer found.mu.Unlock()
	if found.mistakes == nil {
		root := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()
		found.mistakes = bugs.NewPackage(found.index, root)
	}
	own := *pass
	own.Report = func(d analysis.Diagnostic) {
		kept := found.comments(d.Pos).Keep(toolName, rule.Name)
		if !kept {
			edits.add(d)
		}
		if !kept || found.drops(d.Pos) {
			pass.Report(d)
		}
	}
	rule.Report(&own, found.mistakes)
	return edits
}
