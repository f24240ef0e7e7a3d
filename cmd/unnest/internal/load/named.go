package load

import "slices"

// NamedFile is the first of the patterns that names a file, empty for none. The path of a package
// may end in .go, too.
func NamedFile(dir string, patterns []string) string {
	i := slices.IndexFunc(patterns, func(pattern string) bool { return isFile(dir, pattern) })
	if i < 0 {
		return ""
	}
	return patterns[i]
}
