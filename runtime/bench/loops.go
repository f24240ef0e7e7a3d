package main

import (
	"context"
	"sync"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
)

// spread is a pseudo-random time within two seconds.
func spread(i int) time.Duration {
	x := uint32(i)*2654435761 + 1
	return time.Duration(1+(x>>8)%2000) * time.Millisecond
}

func same(int) time.Duration { return 500 * time.Millisecond }

func timers(m *meter, delay func(int) time.Duration) {
	l := loop.New()
	fired := 0
	f := func() { fired++ }
	l.Post(func() {
		m.start()
		for i := range million {
			l.SetTimeout(delay(i), f)
		}
		m.holds()
	})
	if err := l.Run(context.Background()); err != nil {
		panic(err)
	}
	m.stop()
	check(fired == million)
}

func timersAfterFunc(m *meter, delay func(int) time.Duration) {
	var wg sync.WaitGroup
	wg.Add(million)
	m.start()
	for i := range million {
		time.AfterFunc(delay(i), wg.Done)
	}
	m.holds()
	wg.Wait()
	m.stop()
}

func post(m *meter, producers int) {
	l := loop.New()
	posts(l, producers) // warms up
	m.start()
	posts(l, producers)
	m.stop()
}

func posts(l *loop.Loop, producers int) {
	const n = 2 * million
	ran := 0
	l.Hold()
	f := func() {
		if ran++; ran == n {
			l.Release()
		}
	}
	for range producers {
		go func() {
			for range n / producers {
				l.Post(f)
			}
		}()
	}
	if err := l.Run(context.Background()); err != nil {
		panic(err)
	}
}

func postChan(m *meter, producers int) {
	c := make(chan func(), 1024)
	postsChan(c, producers) // warms up
	m.start()
	postsChan(c, producers)
	m.stop()
}

func postsChan(c chan func(), producers int) {
	const n = 2 * million
	ran := 0
	f := func() { ran++ }
	for range producers {
		go func() {
			for range n / producers {
				c <- f
			}
		}()
	}
	for range n {
		(<-c)()
	}
}

func roundtrip(m *meter) {
	l := loop.New()
	l.Hold()
	go func() { _ = l.Run(context.Background()) }()
	back := make(chan struct{})
	f := func() { back <- struct{}{} }
	m.trips(func() {
		l.Post(f)
		<-back
	})
}

func roundtripChan(m *meter) {
	there := make(chan func())
	go func() {
		for f := range there {
			f()
		}
	}()
	back := make(chan struct{})
	f := func() { back <- struct{}{} }
	m.trips(func() {
		there <- f
		<-back
	})
}
