package paths

import (
	"errors"
	"io/fs"
	"log"
)

// In a package of which no type calls back when it is written, errors are texts.

type closer interface{ OnClose(f func(error)) }

func logged(l *log.Logger, c closer, k func(error)) { // want logged:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			l.Print("twice")
			return
		}
		l.Print("closed: ", err.Error())
		gone := errors.Is(err, fs.ErrNotExist)
		l.Print(err, gone)
		fired = true
		k(err)
	})
}

func loggedOfAny[T any](v T, c closer, k func(error)) { // want loggedOfAny:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		log.Println(v)
		fired = true
		k(err)
	})
}
