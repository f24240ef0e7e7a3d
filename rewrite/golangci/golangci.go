package golangci

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/rewrite"
)

// Settings are what .golangci.yml may say. They mean what the flags of the
// command mean that have the same names.
type Settings struct {
	Depth  *int     `json:"depth"`  // the smallest depth that is reported, 2 when it is not given
	Once   []string `json:"once"`   // patterns of functions that call back at most once
	Assume bool     `json:"assume"` // fix also where nothing is known of a function
}

// Name is the linter's name in configurations and nolint comments.
const Name = "unnest"

func init() { //nolint:gochecknoinits // golangci-lint finds module plugins by what they register on import
	register.Plugin(Name, New)
}

// New makes the plugin for the settings, as golangci-lint has read them.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, err
	}
	cfg := analyzer.Config{Once: s.Once, Assume: s.Assume}
	if s.Depth != nil {
		cfg.Depth = *s.Depth
		if cfg.Depth < 1 {
			return nil, fmt.Errorf("depth: %d: a pyramid has a depth of at least 1", cfg.Depth)
		}
	}
	return &plugin{cfg}, nil
}

// A plugin is the linter with its configuration.
type plugin struct{ cfg analyzer.Config }

func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{rewrite.New(p.cfg)}, nil
}

func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
