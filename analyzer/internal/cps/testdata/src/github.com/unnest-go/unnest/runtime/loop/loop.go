// Package loop declares what chains run on.
package loop

type Loop struct{}

func Default() *Loop { panic("declared only") }
