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
