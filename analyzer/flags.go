package analyzer

import (
	"errors"
	"flag"
)

// Flags defines the flags that set a configuration, with the values that it
// has as the defaults.
func (c *Config) Flags(flags *flag.FlagSet) {
	if c.Depth == 0 {
		c.Depth = defaultDepth
	}
	flags.IntVar(&c.Depth, "depth", c.Depth, "report pyramids of at least depth `n`")
	flags.Func("once", "functions that match `pattern` call back at most once", func(pattern string) error {
		if pattern == "" {
			return errors.New("empty pattern")
		}
		c.Once = append(c.Once, pattern)
		return nil
	})
	flags.BoolVar(&c.Assume, "assume", c.Assume, "fix also where nothing is known of a function")
}
