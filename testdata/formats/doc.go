// Package formats checks what the command writes and reads against the formats'
// own descriptions, and the files by which others call it.
//
// It is a module of its own for the sake of its dependencies.
package formats
