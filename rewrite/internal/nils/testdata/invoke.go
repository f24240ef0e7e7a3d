// Package invoke calls whatever it gets.
package invoke

import "reflect"

// Call calls a function.
func Call(f any, args ...reflect.Value) { reflect.ValueOf(f).Call(args) }
