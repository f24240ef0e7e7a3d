package poll

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// Variable is the environment variable that names the demultiplexer to use
// instead of the best one, for tests and comparisons.
const Variable = "UNNEST_POLL"

// A facility is a way to wait that an operating system offers.
type facility struct {
	name string
	open func() (Demultiplexer, error)
}

// Open opens the best demultiplexer that the system lets us have, or the one that Variable
// names.
func Open() (Demultiplexer, error) {
	name := os.Getenv(Variable)
	if name != "" && !slices.Contains(Names(), name) {
		return nil, fmt.Errorf("%s names %q, the system has %s", Variable, name, strings.Join(Names(), ", "))
	}
	return OpenNamed(name)
}

// Names are those of the demultiplexers of the system, best first.
func Names() []string {
	names := make([]string, len(facilities))
	for i, f := range facilities {
		names[i] = f.name
	}
	return names
}

// OpenNamed opens the demultiplexer called name; an empty name is that of the
// best one.
func OpenNamed(name string) (Demultiplexer, error) {
	err := errors.ErrUnsupported
	for _, f := range facilities {
		if name != "" && name != f.name {
			continue
		}
		p, failed := f.open()
		if failed == nil {
			return p, nil
		}
		err = failed
	}
	return nil, fmt.Errorf("open demultiplexer %s: %w", name, err)
}
