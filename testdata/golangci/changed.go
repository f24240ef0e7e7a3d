//go:build changed

package main

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/rewrite/golangci"
)

// With the tag "changed" this is a later version of the plugin, whose messages
// are different.
func init() { register.Plugin(golangci.Name, newChanged) }

func newChanged(settings any) (register.LinterPlugin, error) {
	p, err := golangci.New(settings)
	return changed{p}, err
}

type changed struct{ register.LinterPlugin }

func (c changed) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	list, err := c.LinterPlugin.BuildAnalyzers()
	for _, a := range list {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			p := *pass
			p.Report = func(d analysis.Diagnostic) {
				d.Message = "changed: " + d.Message
				pass.Report(d)
			}
			return run(&p)
		}
	}
	return list, err
}
