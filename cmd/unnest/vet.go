package main

import "strings"

// invokedByGo recognizes the protocol by which the go command runs vet and fix
// tools: it asks for the version, then for the flags, then has one package
// after the other analyzed.
func invokedByGo(args []string) bool {
	return len(args) > 0 &&
		(args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(args[len(args)-1], ".cfg"))
}
