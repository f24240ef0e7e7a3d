// Package plan decides how each step of a chain is translated.
//
// In goes a part of a chain that may be flattened; out comes a [Part]: for
// every step the form of its handler, what happens to its error exit, and the
// names of the variables that have to be declared before the chain. It looks
// at syntax and types and writes no text.
//
// The baseline translation is right for every body: the literal's text moves
// as it is into a handler that receives value and error exactly as the
// continuation did (HandleCall), with the next literal replaced by the
// continuation k of the next operation. A path that does not go on just does
// not call k. The strategies in this package are refinements of it; each says
// what it looks for and when it holds.
package plan
