package twicesettled

import (
	"os"
	"strconv"
	"strings"
	"sync"
)

var (
	mu   sync.Mutex
	seen = make(map[string]bool)
)

// What follows has to happen, so the function may not just return.
func unlocks(name string, done func(int, error)) {
	mu.Lock()
	f, err := os.Open(name)
	if err != nil {
		done(0, err)
	}
	_ = f
	mu.Unlock()
	done(1, nil) // want `done is called a second time here`
}

func unlocksAfter(err error, done func(int, error)) {
	mu.Lock()
	if err != nil {
		done(0, err)
	}
	done(1, nil) // want `done is called a second time here`
	mu.Unlock()
}

func closes(f *os.File, done func(int, error)) {
	_, err := f.Stat()
	if err != nil {
		done(0, err)
	}
	f.Close()
	done(1, nil) // want `done is called a second time here`
}

func closesInCall(f *os.File, done func(int, error)) {
	_, err := f.Stat()
	if err != nil {
		done(0, err)
	}
	done(1, f.Close()) // want `done is called a second time here`
}

func closesInDefinition(f *os.File, done func(int, error)) {
	_, err := f.Stat()
	if err != nil {
		done(0, err)
	}
	err = f.Close()
	done(1, err) // want `done is called a second time here`
}

func counts(wg *sync.WaitGroup, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	wg.Done()
	done(1, nil) // want `done is called a second time here`
}

func countsInCallback(wg *sync.WaitGroup, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	fetch("a", func(n int, err error) { // want `done is called a second time here`
		wg.Done()
		done(n, err)
	})
}

func handsOver(f *os.File, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	consume(f, done) // want `done is called a second time here`
}

func consume(f *os.File, done func(int, error)) {
	f.Close()
	done(1, nil)
}

func unlocksElsewhere(err error, done func(int, error)) {
	mu.Lock()
	if err != nil {
		done(0, err)
	}
	finishLocked(done) // want `done is called a second time here`
}

func finishLocked(done func(int, error)) {
	mu.Unlock()
	done(1, nil)
}

func unlocksInWrapper(err error, done func(int, error)) {
	finish := func() {
		mu.Unlock()
		done(1, nil)
	}
	mu.Lock()
	if err != nil {
		done(0, err)
	}
	finish() // want `done is called a second time here`
}

func sends(end chan bool, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	end <- true
	done(1, nil) // want `done is called a second time here`
}

func receives(end chan int, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	n := <-end
	done(n, nil) // want `done is called a second time here`
}

func defers(f *os.File, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	defer f.Close()
	done(1, nil) // want `done is called a second time here`
}

func drains(in chan string, done func(int, error)) {
	sum := 0
	for s := range in {
		n, err := strconv.Atoi(s)
		if err != nil {
			done(0, err)
		}
		sum += n
	}
	done(sum, nil) // want `done is called a second time here`
}

func remembers(name string, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	seen[name] = true
	done(1, nil) // want `done is called a second time here`
}

// The deferred function sees what is assigned.
func captured(name string, err error, done func(int, error)) {
	ok := false
	defer func() { seen[name] = ok }()
	if err != nil {
		done(0, err)
	}
	ok = true
	done(1, nil) // want `done is called a second time here`
}

// Values that nobody else sees are not missed.
func defines(name string, err error, done func(string, error)) {
	if err != nil {
		done("", err)
	}
	var greeting = "hello"
	greeting += ", "
	name = strings.TrimSpace(name)
	n := len(name)
	n++
	done(greeting+name[:n-1], nil) // want `done is called a second time here`
}

func noted(err error, done func(int, error)) {
	if err != nil {
		done(0, err) // tell at once
	}
	done(1, nil) // want `done is called a second time here`
}

func notedBeside(err error, done func(int, error)) {
	if err != nil { done(0, err) /* at once */ } // tell
	done(1, nil) // want `done is called a second time here`
}

// The comment says what comes next, and that would not come.
func notedBelow(err error, done func(int, error)) {
	if err != nil {
		done(0, err)
		// the default
	}
	done(1, nil) // want `done is called a second time here`
}

func onTwoLines(err error, done func(int, error)) {
	if err != nil {
		done(
			0, err,
		)
	}
	done(1, nil) // want `done is called a second time here`
}

// What is called has to happen, too.
func waited(end chan int, err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	signal(end, done) // want `done is called a second time here`
}

func signal(end chan int, done func(int, error)) {
	go func() { done(<-end, nil) }()
}

type pending struct{ sync.WaitGroup }

func (p *pending) counts(err error, done func(int, error)) {
	p.Add(1)
	if err != nil {
		done(0, err)
	}
	p.finish(done) // want `done is called a second time here`
}

func (p *pending) finish(done func(int, error)) {
	go p.last(done)
}

func (p *pending) last(done func(int, error)) {
	p.Done()
	done(1, nil)
}

func (p *pending) harmless(err error, done func(int, error)) {
	if err != nil {
		done(0, err)
	}
	p.tell(1, done) // want `done is called a second time here`
}

func (p *pending) tell(n int, done func(int, error)) {
	done(n, nil)
}
