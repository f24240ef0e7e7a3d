// Package quiet asks for nothing.
package quiet

import "reflect"

// NotNil says whether something is there.
func NotNil(x any) bool {
	_, written := x.(interface{ String() string })
	return written || !reflect.ValueOf(x).IsNil()
}

// Wrap wraps.
func Wrap(f any) any { return f }
