// Package script calls what programs in another language name.
package script

import "reflect"

// Set gives a value to a program.
func Set(name string, x any) {
	v := reflect.ValueOf(x)
	v.MethodByName(name).Call(nil)
	v.FieldByName(name).Call(nil)
}
