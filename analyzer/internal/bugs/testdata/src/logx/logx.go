// Package logx is a logger of somebody else.
package logx

import "os"

func Fatalf(format string, args ...any) { os.Exit(1) }

func Exit(args ...any) { os.Exit(1) }

func FatalDepthf(depth int, format string, args ...any) { os.Exit(1) }

// FatalErrors counts them.
func FatalErrors(n int) {}

func PanicIf(err error) {}

func Printf(format string, args ...any) {}

// Fatal begins a line after which the program ends.
func Fatal() *Line { return new(Line) }

type Line struct{}

func (l *Line) Err(err error) *Line { return l }

func (l *Line) Msg(text string) { os.Exit(1) }
