package reporting

import (
	"errors"
	"fmt"
	"log"
)

// What is deferred says more of an error, and makes none.

func annotates(k func(int, error)) (err error) { // want annotates:"^k once later, spawned, exclusive, parting$"
	defer func() {
		if err != nil {
			err = fmt.Errorf("annotates: %w", err)
		}
	}()
	if err := prepare(); err != nil {
		return err
	}
	go k(1, nil)
	return nil
}

func viaAnnotates(k func(int, error)) { // want viaAnnotates:"^k once sometimes at once, spawned, exclusive$"
	if err := annotates(k); err != nil {
		k(0, err)
	}
}

func annotatesLast(k func(int, error)) (err error) { // want annotatesLast:"^k once later, spawned, exclusive, parting$"
	defer func() {
		if err == nil {
			return
		}
		log.Print(err)
		if errors.Is(err, errPanic) {
			err = nil
		} else {
			err = fmt.Errorf("annotates: %w", err)
		}
	}()
	return launch(k)
}

func annotatesElse(k func(int, error)) (err error) { // want annotatesElse:"^k once later, spawned, exclusive, parting$"
	defer func() {
		if err == nil {
			log.Print("launched")
		} else {
			err = fmt.Errorf("annotates: %w", err)
		}
	}()
	return launch(k)
}

// Others make one.

func closes(k func(int, error)) (err error) { // want closes:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer func() {
		if e := prepare(); err == nil {
			err = e
		}
	}()
	go k(1, nil)
	return nil
}

func orsOther(n int, k func(int, error)) (err error) { // want orsOther:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer func() {
		if err != nil || n > 0 {
			err = fmt.Errorf("annotates: %w", err)
		}
	}()
	go k(1, nil)
	return nil
}

func testsFirst(k func(int, error)) (err error) { // want testsFirst:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer func() {
		if err = prepare(); err != nil {
			err = fmt.Errorf("annotates: %w", err)
		}
	}()
	go k(1, nil)
	return nil
}

func recoversBeside(k func(int, error)) (err error) { // want recoversBeside:"^k once later, spawned, called beside an error, exclusive, parting$"
	defer func() {
		recover()
		if err != nil {
			err = fmt.Errorf("annotates: %w", err)
		}
	}()
	err = errPanic
	go k(1, nil)
	step()
	return nil
}

// A goroutine does not wait for the end.
func annotatesMeanwhile(k func(int, error)) (err error) { // want annotatesMeanwhile:"^k once later, spawned, called beside an error, exclusive$"
	err = prepare()
	go func() {
		defer func() {
			if err != nil {
				err = errPanic
			}
		}()
		k(1, nil)
	}()
	return nil
}
