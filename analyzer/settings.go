package analyzer

import (
	"cmp"

	"github.com/unnest-go/unnest/analyzer/internal/bugs"
	"github.com/unnest-go/unnest/analyzer/internal/cps"
	"github.com/unnest-go/unnest/analyzer/setting"
)

// Settings is the table of what users can set of a configuration, whose values
// are the defaults. The flags of the command and of analyzers, the keys of
// .unnest.yaml and the settings of golangci-lint are made of it: this is the one
// place to add some.
func (c *Config) Settings() setting.Table {
	c.Depth = cmp.Or(c.Depth, defaultDepth)
	return setting.Table{
		{
			Name: "depth", Usage: "report pyramids of at least depth `n`",
			Value: setting.Int(&c.Depth, defaultDepth, "a pyramid has a depth of at least 2"),
		},
		{
			Name: "once", Usage: "functions that match `pattern` call back at most once",
			Value: setting.List(&c.Once, cps.CheckPattern), Adds: true,
		},
		{
			Name:  "assume",
			Usage: "take it that unknown functions call back at most once when they look like it",
			Value: setting.Bool(&c.Assume),
		},
		{
			Name: "bugs", Usage: "report mistakes in code with callbacks, of all kinds or of these `names`",
			Value: setting.Names(&c.Bugs, bugNames()),
		},
		{
			Name: "pyramids", Usage: "report pyramids, too, where mistakes are reported",
			Value: setting.Bool(&c.Pyramids),
		},
	}
}

// bugNames are the kinds of mistakes.
func bugNames() []string {
	var names []string
	for _, rule := range bugs.Rules {
		names = append(names, rule.Name)
	}
	return names
}
