// Package builds knows which builds of a package have a file.
//
// In go the names of files and what stands in front of their package clauses; out come
// constraints, and builds that tell them apart. What the names of systems and
// architectures stand for is asked of go/build. Which files there are, and what they
// declare, is the business of others.
package builds
