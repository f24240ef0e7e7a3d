// Package progen generates random programs with nested callbacks, for the
// differential test of the rewriting.
//
// In goes a seed; out comes the text of a file that compiles together with
// [Lab]. A program logs everything that it does, and what it does depends on
// the seed alone, so a rewritten program can be compared with the original.
// The package also reduces a program to the part that shows a fault.
//
// Programs also declare operations, whose bodies call back at most once, but for slips:
// mistakes such as people make. Which of them have been made is not recorded; [Lab]
// launches an operation in many rounds and sees what it does.
//
// The package does not know how programs are rewritten.
package progen
