package baseline

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Scope is what a run has looked for, and where.
type Scope struct {
	Dir   string          // of the baseline
	Kinds []string        // of findings
	Files map[string]bool // by their names in keys
}

// covers reports whether the run would have found what has a key. Nothing is found in
// a file that is not there any more.
func (s *Scope) covers(key string) bool {
	part := strings.SplitN(key, separator, parts)
	file, kind := part[0], part[2]
	return slices.Contains(s.Kinds, kind) && (s.Files[file] || s.gone(file))
}

func (s *Scope) gone(file string) bool {
	name := filepath.FromSlash(file)
	if !filepath.IsAbs(name) {
		name = filepath.Join(s.Dir, name)
	}
	_, err := os.Stat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// File is a file's name in keys, for a baseline in a directory.
func File(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); err == nil {
		name = rel
	}
	return filepath.ToSlash(name)
}
