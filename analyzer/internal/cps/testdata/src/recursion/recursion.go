// Functions that pass continuations to themselves and to each other.
package recursion

import "time"

func fetch(key string, k func(int, error)) { // want fetch:"^k once later, parting$"
	go func() {
		n, err := load(key)
		k(n, err)
	}()
}

func load(string) (int, error) { return 0, nil }

func retry(n int, k func(int, error)) { // want retry:"^k once later, parting$"
	fetch("a", func(v int, err error) {
		if err != nil && n > 0 {
			retry(n-1, k)
			return
		}
		k(v, err)
	})
}

func even(n int, k func(bool)) { // want even:"^k once at once$"
	if n == 0 {
		k(true)
		return
	}
	odd(n-1, k)
}

func odd(n int, k func(bool)) { // want odd:"^k once at once$"
	if n == 0 {
		k(false)
		return
	}
	even(n-1, k)
}

func endless(k func()) { // want endless:"^k never called$"
	endless(k)
}

func callsAndRecurs(k func()) { // want callsAndRecurs:"^k many: may be called twice on one path$"
	k()
	callsAndRecurs(k)
}

func ping(n int, k func(int)) { // want ping:"^k many: is passed on to pong, where it may be called twice on one path$"
	pong(n, k)
}

func pong(n int, k func(int)) { // want pong:"^k many: may be called twice on one path$"
	k(n)
	ping(n-1, k)
}

func poll(k func(int, error)) { // want poll:"^k once later, exclusive, parting$"
	var once func()
	once = func() {
		fetch("a", func(n int, err error) {
			if err != nil {
				k(0, err)
				return
			}
			if n == 0 {
				time.AfterFunc(time.Second, once)
				return
			}
			k(n, nil)
		})
	}
	once()
}

func pollForever(k func(int, error)) { // want pollForever:"^k many: "
	var again func()
	again = func() {
		fetch("a", func(n int, err error) {
			k(n, err)
			time.AfterFunc(time.Second, again)
		})
	}
	again()
}

func readAll(k func([]int, error)) { // want readAll:"^k once later$"
	var all []int
	var next func(int, error)
	next = func(n int, err error) {
		if err != nil {
			k(all, err)
			return
		}
		all = append(all, n)
		fetch("a", next)
	}
	fetch("a", next)
}

func walk(n int, k func(int)) { // want walk:"^k many: "
	if n == 0 {
		k(n)
		return
	}
	walk(n-1, k)
	walk(n-2, k)
}
