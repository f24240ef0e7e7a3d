// Package progen generates random programs with nested callbacks, for the
// differential test of the rewriting.
//
// In goes a seed; out comes the text of a file that compiles together with
// [Lab]. A program logs everything that it does, and what it does depends on
// the seed alone, so a rewritten program can be compared with the original.
// The package also reduces a program to the part that shows a fault.
//
// It does not know how programs are rewritten.
package progen
