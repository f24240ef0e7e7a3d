// Package edit changes source text and nothing else.
//
// In goes a file's bytes and edits of byte ranges; out comes the new text, in
// the file's own line endings and byte order mark, formatted where it was
// replaced, and the difference as a unified diff.
//
// It knows nothing of chains and must not parse more than formatting asks for.
package edit
