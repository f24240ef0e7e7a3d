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
