// Package dump reads values.
package dump

import "reflect"

// Dump dumps a value.
func Dump(x any) { println(reflect.ValueOf(x).Elem().Field(0).String()) }
