// Package lib runs things.
package lib

import "time"

func Later(k func()) { time.AfterFunc(time.Millisecond, k) }
