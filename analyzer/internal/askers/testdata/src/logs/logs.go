package logs

import "runtime"

func Place(skip int) int { // want Place:"asks \\+1 from what parameter 0 says"
	_, _, line, _ := runtime.Caller(skip + 1)
	return line
}

func Here() int { return Place(1) } // want Here:"asks 1 up"

func Up() int { return place()() } // no fact: what a call returns is not followed

func place() func() int { return Here }

// Trace asks for all of them.
func Trace() (lines []int) {
	for i := 0; ; i++ {
		_, _, line, ok := runtime.Caller(i)
		if !ok {
			return lines
		}
		lines = append(lines, line)
	}
}

type Log struct{ name func() int }

func (Log) Print() { Place(3) } // want Print:"asks 3 up"

// Functions that call each other, whichever of them is looked at first: Warn leads into the middle.

func Warn(text string) { line(text) } // want Warn:"asks 1 up"

func Lines(text string) { line(text) } // want Lines:"asks 1 up"

func line(text string) { // want line:"asks 2 up"
	if len(text) > 80 {
		Lines(text[:80])
		text = text[80:]
	}
	Place(2)
}

func ahead(n int) { // want ahead:"asks 3 up"
	behind(n)
}

func behind(n int) { // want behind:"asks 4 up"
	if n > 0 {
		ahead(n - 1)
		other(n)
	}
}

func other(n int) { // want other:"asks 5 up"
	behind(n - 1)
	Place(5)
}

// leads is looked at first, and with it what asks for one caller, whatever else leads calls.
func leads(skip int) { // want leads:"^asks 1 up$"
	beside()
	deeper(skip)
}

func beside() { Place(2) } // want beside:"asks 2 up"

// deeper asks for more with each call: for any, in the end.
func deeper(skip int) {
	Place(skip)
	deeper(skip + 3)
}

// Who asks for one caller does so whatever else is asked for.

func Both() { // want Both:"^asks 2 up$"
	Place(2)
	Trace()
}

func Said(skip int) { // want Said:"^asks \\+0 from what parameter 0 says$"
	Place(skip)
	Trace()
	deeper(3)
}

func Unknown(skip int) { // want Unknown:"^asks 2 up$"
	Place(skip * 2)
	Place(2)
}

// again asks farther with each call, by way of a literal, and for one caller.
func again(skip int) { // want again:"^asks 2 up$"
	Place(2)
	Place(skip)
	func() { again(skip + 3) }()
}

func last() { again(7) } // want last:"^asks 1 up$"

// Logger is implemented here.
type Logger interface {
	Put(skip int, text Text) // want Put:"^asks \\+0 from what parameter 0 says$"
}

// Text is one of the types that only this package has.
type Text string

type logger struct{}

func (logger) Put(skip int, text Text) { Place(skip) } // want Put:"^asks \\+0 from what parameter 0 says$"

// Default is one.
var Default Logger = logger{}
