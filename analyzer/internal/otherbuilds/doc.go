// Package otherbuilds asks what other builds of a package make of a type that the compiler infers.
//
// To write such a type is to say what it is in this build. Where a system, an architecture or a tag has
// another declaration of what a value comes from, the type may be another one there.
package otherbuilds
