// Package logx is a logger of somebody else.
package logx

import "os"

func Fatalf(format string, args ...any) { os.Exit(1) }

func Exit(args ...any) { os.Exit(1) }

func FatalDepthf(depth int, format string, args ...any) { os.Exit(1) }

func FatalWithFields(text string, fields ...any) { os.Exit(1) }

func FatalExit(text string) { os.Exit(1) }

func Fatalv(values ...any) { os.Exit(1) }

func Fatale(err error) { os.Exit(1) }

func PanicWith(text string) { panic(text) }

func Fatalj(fields map[string]any) { os.Exit(1) }

func FatalUsage(format string, args ...any) { os.Exit(1) }

func FatalInternal(err error) { os.Exit(1) }

func FatalWithID(id int, text string) { os.Exit(1) }

// FatalAlert alerts somebody.
func FatalAlert(text string) {}

// PanicEvent is one for a panic.
func PanicEvent(err error) {}

// FatalOnError goes on where there is none.
func FatalOnError(err error, text string) {}

// PanicHandler sets what handles those of a name.
func PanicHandler(name string) {}

// FatalErrors counts them.
func FatalErrors(n int) {}

func PanicIf(err error) {}

func Printf(format string, args ...any) {}

// Fatal begins a line after which the program ends.
func Fatal() *Line { return new(Line) }

type Line struct{}

func (l *Line) Err(err error) *Line { return l }

func (l *Line) Msg(text string) { os.Exit(1) }
