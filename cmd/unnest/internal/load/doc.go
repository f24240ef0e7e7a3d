// Package load reads Go packages for analysis, fast.
//
// In go patterns; out come the packages that they name, parsed and
// type-checked, and the packages that they depend on, as far as analysis needs
// them. Nothing is compiled:
//
//   - metadata comes from go list, without export data;
//   - the named packages are checked completely, each once, in the form that
//     includes its tests;
//   - of a dependency only declarations are checked, unless functions of it are
//     handed functions, or structs with functions in them, directly or through other
//     dependencies, because only these can have one-shot continuations: then the whole
//     of it is checked, for anything in it may set back what keeps them from calling
//     again. So is an internal package that stands behind one whose functions are asked
//     about. Other bodies are read when somebody asks for them: see [Program.Bodies];
//   - of the standard library, bodies are never read: what its functions do
//     with a continuation is known.
//
// A package that does not compile is reported as a [Problem] and left out;
// the others go on.
package load
