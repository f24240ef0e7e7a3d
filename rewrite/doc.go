// Package rewrite turns checked chains into text edits: nested callbacks
// become Then-chains of promises. It judges nothing that package analyzer has
// not judged, and writes no files.
package rewrite
