// Package conformance tests the promises of package promise against what others
// have written: the Promises/A+ suite, and the promises of a JavaScript engine.
package conformance
