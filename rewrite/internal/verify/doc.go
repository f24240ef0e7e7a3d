// Package verify decides whether edited files may be written.
//
// In goes a package in its edited form; out comes the package type-checked,
// or what is wrong with it: a type error, a declaration that is no longer what
// it was, a comment that is missing or stands twice.
//
// It writes nothing and knows nothing of chains.
package verify
