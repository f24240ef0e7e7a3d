package paths

import (
	"sync"
	"time"
)

// Functions that wait for something else, or perhaps for what they start.

var slots = make(chan int, 4)

// waitsForSlot starts something when there is room for it.
func waitsForSlot(k func(int)) { // want waitsForSlot:"^k once later, parting$"
	slot := <-slots
	go func() {
		n, _ := work()
		slots <- slot
		k(n)
	}()
}

func waitsForSlotKept(k func(int)) { // want waitsForSlotKept:"^k once later$"
	slot := <-slots
	go func() {
		defer func() { slots <- slot }()
		n, _ := work()
		k(n)
	}()
}

// waitsForFormer waits for what was started before.
func waitsForFormer(wg *sync.WaitGroup, k func(int)) { // want waitsForFormer:"^k once later$"
	wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		n, _ := work()
		k(n)
	}()
}

func waitsNotLong(k func(int)) { // want waitsNotLong:"^k once sometimes at once$"
	done := make(chan struct{})
	go func() {
		n, _ := work()
		k(n)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(1):
	}
}

func waitsForOneCase(k func(int)) { // want waitsForOneCase:"^k once at once$"
	done := make(chan struct{})
	go func() {
		n, _ := work()
		k(n)
		close(done)
	}()
	select {
	case <-done:
	}
}

func waitsForBeginning(k func(int)) { // want waitsForBeginning:"^k once later, parting$"
	begun := make(chan struct{})
	go func() {
		close(begun)
		n, _ := work()
		k(n)
	}()
	<-begun
}

func waitsForAnswer(k func(int)) { // want waitsForAnswer:"^k once at once$"
	errs := make(chan error)
	go func() { errs <- runAndFail(k) }()
	<-errs
}

func runAndFail(k func(int)) error { // want runAndFail:"^k once at once$"
	k(1)
	return nil
}

func waitsByHelper(k func(int)) { // want waitsByHelper:"^k once at once$"
	done := make(chan struct{})
	go func() {
		finish := func() { close(done) }
		n, _ := work()
		k(n)
		finish()
	}()
	<-done
}

func waitsForGo(k func(int)) { // want waitsForGo:"^k once at once$"
	var wg sync.WaitGroup
	wg.Go(func() { k(1) })
	wg.Wait()
}

func waitsForGoBefore(wg *sync.WaitGroup, k func(int)) { // want waitsForGoBefore:"^k once later, spawned$"
	wg.Wait()
	wg.Go(func() { k(1) })
}

func waitsTurnAfterTurn(k func(int)) { // want waitsTurnAfterTurn:"^k once at once$"
	done := make(chan struct{})
	go func() {
		n, _ := work()
		k(n)
		close(done)
	}()
	for {
		select {
		case <-done:
			return
		case <-time.After(1):
		}
	}
}
