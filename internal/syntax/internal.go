package syntax

import "strings"

// Importers is the path of the tree whose packages may import one, if that is not for all: what
// is internal is for those beside it. That of the root of the standard library is empty.
func Importers(path string) (root string, limited bool) {
	const internal = "/internal/"
	path = "/" + path + "/"
	at := strings.LastIndex(path, internal)
	if at < 0 {
		return "", false
	}
	return strings.TrimPrefix(path[:at], "/"), true
}

// Within reports whether a package is in a tree of packages: nobody's is in that of the
// standard library.
func Within(path, root string) bool {
	return root != "" && strings.HasPrefix(path+"/", root+"/")
}
