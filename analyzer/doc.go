// Package analyzer finds pyramids of nested callbacks and judges which of them
// may be flattened. It reads; package rewrite writes.
package analyzer
