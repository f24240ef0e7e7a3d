// What happens on the goroutine after an operation has called back.
package parting

import (
	"errors"
	"sync"
	"time"
)

var count int

var queue []func()

func find() (int, error) { return count, errors.New("none") }

// Nothing.

func started(k func(int, error)) { // want started:"parting$"
	go k(1, nil)
}

func last(k func(int, error)) { // want last:"parting$"
	go func() {
		v, err := find()
		k(v, err)
	}()
	count++
}

func branches(k func(int, error)) { // want branches:"parting$"
	go func() {
		v, err := find()
		if err != nil {
			k(0, err)
			return
		}
		if v > 1 {
			k(v, nil)
		} else {
			k(1, nil)
		}
	}()
}

func timed(k func(int, error)) { // want timed:"parting$"
	time.AfterFunc(time.Second, func() { k(0, errors.New("late")) })
}

func nested(k func(int, error)) { // want nested:"parting$"
	last(func(v int, err error) {
		if err != nil {
			k(0, err)
			return
		}
		last(k)
		count++
	})
}

func tested(k func(int, error)) { // want tested:"parting$"
	if k != nil {
		last(k)
	}
}

// Something.

func atOnce(k func(int, error)) { // want atOnce:"^k once at once$"
	k(find())
}

func more(k func(int, error)) { // want more:"^k once later(, spawned)?(, exclusive)?$"
	go func() {
		k(1, nil)
		count++
	}()
}

func afterBranch(k func(int, error)) { // want afterBranch:"^k once later(, spawned)?(, exclusive)?$"
	go func() {
		if v, err := find(); err == nil {
			k(v, nil)
		}
		count++
	}()
}

func deferred(mu *sync.Mutex, k func(int, error)) { // want deferred:"^k once later(, spawned)?(, exclusive)?$"
	go func() {
		mu.Lock()
		defer mu.Unlock()
		k(1, nil)
	}()
}

func looping(k func(int, error)) { // want looping:"^k once later(, spawned)?(, exclusive)?$"
	go func() {
		for {
			if v, err := find(); err == nil {
				k(v, nil)
				break
			}
		}
		count++
	}()
}

func sometimes(k func(int, error)) { // want sometimes:"^k once sometimes at once$"
	if count > 0 {
		k(count, nil)
		return
	}
	last(k)
}

func moreInNested(k func(int, error)) { // want moreInNested:"^k once later(, spawned)?(, exclusive)?$"
	last(func(v int, err error) {
		k(v, err)
		count++
	})
}

func queued(k func(int, error)) { // want queued:"^k kept"
	queue = append(queue, func() { k(1, nil) })
}

func held(k func(int, error)) { // want held:"^k once later(, spawned)?(, exclusive)?$"
	run := func() { k(1, nil) }
	go run()
}

// What an iterator does when it is left.

var allRows func(func(int) bool)

func iterated(k func(int, error)) { // want iterated:"^k once later, exclusive$"
	go func() {
		for v := range allRows {
			if v > 1 {
				k(v, nil)
				return
			}
		}
		k(0, errors.New("none"))
	}()
}

func listed(rows []int, k func(int, error)) { // want listed:"parting$"
	go func() {
		for _, v := range rows {
			if v > 1 {
				k(v, nil)
				return
			}
		}
		k(0, errors.New("none"))
	}()
}
