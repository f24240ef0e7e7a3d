// Package find calls the methods that it finds.
package find

import "reflect"

// A Suite has tests.
type Suite struct{}

// Setup comes first.
func (Suite) Setup() {}

// Equal says whether all are equal.
func (Suite) Equal(x ...any) {}

// A Runner is a suite.
type Runner interface{ Setup() }

// Run runs tests.
func Run(r Runner) { call(r) }

// Call calls a method.
func Call(x any) { call(x) }

func call(x any) { reflect.ValueOf(x).Method(0).Call(nil) }
