// Package examples derives promises from first principles, in runnable steps.
//
// The steps build on each other; each is an example with its output:
//
//	01 an operation that is under way can be asked      polling
//	02 waiting for it takes no processor time           waiting
//	03 two operations under way together                overlap
//	04 one wait for many operations                     wait list
//	05 a callback bound to its operation                bound callbacks
//	06 one operation after the other, with callbacks    callback hell
//	07 a handler that returns another operation         then
//	08 chainable operations of one's own                convert
//	09 a library of chainable operations                library
//	10 what can go wrong                                errors
//
// The program in tenthousand shows what it is good for: 10,000 connections on
// one goroutine.
package examples
