package golangci

import (
	"fmt"
	"maps"
	"slices"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/unnest-go/unnest/analyzer"
	"github.com/unnest-go/unnest/analyzer/setting"
	"github.com/unnest-go/unnest/rewrite"
)

// Name is the linter's name in configurations and nolint comments.
const Name = "unnest"

func init() { //nolint:gochecknoinits // golangci-lint finds module plugins by what they register on import
	register.Plugin(Name, New)
}

// New makes the plugin for the settings, as golangci-lint has read them.
func New(settings any) (register.LinterPlugin, error) {
	keys, err := register.DecodeSettings[map[string]any](settings)
	if err != nil {
		return nil, err
	}
	p := &plugin{cfg: analyzer.Config{Nolint: true}}
	table := p.cfg.Settings()
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if err := set(table, key, keys[key]); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// set gives a setting what stands behind its key.
func set(table setting.Table, key string, value any) error {
	s, err := table.Lookup(key)
	if err != nil {
		return err
	}
	list, isList := value.([]any)
	if !isList {
		list = []any{value}
	}
	if isList && !s.IsList() {
		return fmt.Errorf("%s: %v: want one value, not a list", key, value)
	}
	for _, element := range list {
		switch element.(type) {
		case string, bool, float64:
		default:
			return fmt.Errorf("%s: %v: want a text, a number, true or false", key, element)
		}
		if err := s.Set(fmt.Sprint(element), setting.Origin{Layer: setting.File}); err != nil {
			return fmt.Errorf("%s: %v: %w", key, element, err)
		}
	}
	return nil
}

// A plugin is the linter with its configuration.
type plugin struct{ cfg analyzer.Config }

func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	a := rewrite.NewFrom(&p.cfg)
	return []*analysis.Analyzer{analyzer.WithBugs(a, &p.cfg)}, nil
}

func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
