package guards

import (
	"errors"
	"fmt"
	"io/fs"
	"log"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lib"
)

// Values that call back when they are written.

func ownText(err error, c Conn, k func(error)) { // want ownText:"k kept: "
	fired := false
	c.OnClose(func(error) {
		if fired {
			return
		}
		text := err.Error()
		fired = true
		k(errors.New(text))
	})
}

func heldText(err error, c Conn, k func(error)) { // want heldText:"k kept: "
	text := err.Error
	fired := false
	c.OnClose(func(error) {
		if fired {
			return
		}
		shown := text()
		fired = true
		k(errors.New(shown))
	})
}

func plainText(err *fs.PathError, c Conn, k func(error)) { // want plainText:"k kept: "
	fired := false
	c.OnClose(func(error) {
		if fired {
			return
		}
		log.Print(err) // has an error in it
		fired = true
		k(nil)
	})
}

func printedOfAny[T any](v T, c Conn, k func(error)) { // want printedOfAny:"k kept: "
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

func printedOfRegistry[T registry](v T, c Conn, k func(error)) { // want printedOfRegistry:"^k once at an unknown time$"
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

// A registry is nothing that calls back.
type registry interface{ Register(name string) }

func printedFar(v lib.Failure, c Conn, k func(error)) { // want printedFar:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		log.Println([]any{1}, &v)
		fired = true
		k(err)
	})
}

func printedFarList(v map[string][]*lib.Failure, c Conn, k func(error)) { // want printedFarList:"k kept: "
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

func printedFarCode(v lib.Code, c Conn, k func(error)) { // want printedFarCode:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		log.Println(v, fmt.Sprint(&v))
		fired = true
		k(err)
	})
}

func printedSight(v lib.Sight, c Conn, k func(error)) { // want printedSight:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(v)
		fired = true
		k(err)
	})
}

// A told tells once.
type told struct {
	once *sync.Once
	tell func()
}

func (t told) Error() string {
	t.once.Do(t.tell)
	return "told"
}

func printedTold(v told, c Conn, k func(error)) { // want printedTold:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(v)
		fired = true
		k(err)
	})
}

// A counted calls no function that it does not know.
type counted struct{ names []string }

func (s counted) String() string {
	text := ""
	new(sync.Once).Do(func() { text = fmt.Sprint(len(s.names)) })
	return text
}

func printedCounted(v counted, c Conn, k func(error)) { // want printedCounted:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(v)
		fired = true
		k(err)
	})
}

// A peculiar calls when errors are compared.
type peculiar struct {
	told bool
	tell func()
}

func (p peculiar) Is(error) bool { p.tell(); return p.told }

func compared(v peculiar, err error, c Conn, k func(error)) { // want compared:"k kept: "
	fired := false
	c.OnClose(func(error) {
		if fired {
			return
		}
		fmt.Println(v.told, v)
		fired = true
		k(err)
	})
}

// A queued waits when it is written.
type queued struct{ names chan string }

func (q *queued) String() string {
	text := ""
	for name := range q.names {
		text += name
	}
	return text
}

func printedQueue(v *queued, c Conn, k func(error)) { // want printedQueue:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(v)
		fired = true
		k(err)
	})
}

// A guarded waits for whoever has its mutex.
type guarded struct{ sync.Mutex }

func (g *guarded) String() string {
	g.Lock()
	defer g.Unlock()
	return "guarded"
}

func printedGuarded(v *guarded, c Conn, k func(error)) { // want printedGuarded:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(v)
		fired = true
		k(err)
	})
}

// A turned waits for its turn.
type turned struct{ turn atomic.Int32 }

func (t *turned) String() string {
	for t.turn.Load() == 0 {
	}
	return "turned"
}

func printedTurned(v *turned, c Conn, k func(error)) { // want printedTurned:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(v)
		fired = true
		k(err)
	})
}

// A numbered counts how often it is written.
type numbered struct{ times atomic.Int32 }

func (n *numbered) String() string {
	for {
		old := n.times.Load()
		if n.times.CompareAndSwap(old, old+1) {
			return fmt.Sprint(old)
		}
	}
}

func printedNumbered(v *numbered, c Conn, k func(error)) { // want printedNumbered:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(v)
		fired = true
		k(err)
	})
}

// What is asked for a text or a time is nobody's callback, unless it is one in this package.

type node interface{ name() string }

type leaf struct{}

func (leaf) name() string { return "leaf" }

type nodeError struct{ at node }

func (e *nodeError) Error() string { return e.at.name() }

type timedError struct{ clock func() time.Time }

func (e *timedError) Error() string { return e.clock().String() }

func printedNode(v *nodeError, t *timedError, c Conn, k func(error)) { // want printedNode:"^k once at an unknown time$"
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(v, t)
		fired = true
		k(err)
	})
}

type asked struct{ ask func() bool }

func (a asked) String() string { return fmt.Sprint(a.ask()) }

func askable(f func()) asked { // want askable:"f "
	return asked{func() bool { f(); return true }}
}

func printedAsked(a asked, c Conn, k func(error)) { // want printedAsked:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(a)
		fired = true
		k(err)
	})
}

type shown[T any] struct {
	v    T
	show func(T) string
}

func (s shown[T]) Error() string { return s.show(s.v) }

func showing(f func()) shown[int] { // want showing:"f "
	return shown[int]{1, func(n int) string { f(); return "" }}
}

func printedShown(s shown[int], c Conn, k func(error)) { // want printedShown:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(s)
		fired = true
		k(err)
	})
}

type whose struct{ who fmt.Stringer }

func (w whose) Error() string { return w.who.String() }

func printedWhose(w whose, c Conn, k func(error)) { // want printedWhose:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(w)
		fired = true
		k(err)
	})
}

type charted[F ~func(rune) rune] struct{ f F }

func (m charted[F]) Error() string { return strings.Map(m.f, "x") }

func mapping(f func()) charted[func(rune) rune] { // want mapping:"f "
	return charted[func(rune) rune]{func(r rune) rune { f(); return r }}
}

func printedMapped(m charted[func(rune) rune], c Conn, k func(error)) { // want printedMapped:"k kept: "
	fired := false
	c.OnClose(func(err error) {
		if fired {
			return
		}
		fmt.Println(m)
		fired = true
		k(err)
	})
}
