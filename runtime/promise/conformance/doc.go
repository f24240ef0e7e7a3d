// Package conformance tests the promises of package promise against what others
// have written: the Promises/A+ suite, and the promises of a JavaScript engine.
//
//	npm ci         the suite, as package-lock.json has it
//	go test        the suite and random programs, on a JavaScript engine in Go
//	npm test       the suite by its own runner, in Node, on promises in WebAssembly
//
// Both ways all 872 tests of the suite have to pass; none may be left out.
package conformance
