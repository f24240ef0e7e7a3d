// Package loop has the declarations that rules know.
package loop

import "time"

type Loop struct{}

func Default() *Loop                                 { return nil }
func (l *Loop) Post(f func()) bool                   { return true }
func (l *Loop) SetTimeout(d time.Duration, f func()) {}
