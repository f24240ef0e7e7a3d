package promise_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/unnest-go/unnest/runtime/loop"
	"github.com/unnest-go/unnest/runtime/promise"
)

// Three operations of an API with callbacks.
func login(name string, k func(user int, err error)) {
	if name == "" {
		k(0, errors.New("no name"))
		return
	}
	k(7, nil)
}

func order(user int, k func(order string, err error)) { k(fmt.Sprint("order of ", user), nil) }

func pay(order string, k func(receipt string, err error)) { k("receipt for "+order, nil) }

func Example() {
	for _, name := range []string{"ann", ""} {
		promise.Call(func(k func(int, error)) { login(name, k) }).
			ThenCall(order).
			ThenCall(pay).
			Settle(func(receipt string, err error) { fmt.Println(receipt, err) })
	}
	// Output:
	// receipt for order of 7 <nil>
	//  no name
}

// A cold promise launches nothing before the chain is complete. Its handlers run
// inside the call of the continuation.
func ExampleCall() {
	p := promise.Call(func(k func(int, error)) {
		fmt.Println("launch")
		k(1, nil)
		fmt.Println("launch returns")
	})
	fmt.Println("complete")
	p.Settle(func(v int, _ error) { fmt.Println("settled", v) })
	// Output:
	// complete
	// launch
	// settled 1
	// launch returns
}

// A hot promise runs its handlers on its loop, after the code at hand.
func ExampleNewOn() {
	l := loop.New()
	p := promise.NewOn(l, func(resolve func(int), _ func(error)) {
		fmt.Println("executor")
		resolve(1)
	})
	p.Do(func(v int) { fmt.Println("handler", v) })
	fmt.Println("registered")
	_ = l.Run(context.Background())
	// Output:
	// executor
	// registered
	// handler 1
}

// On the default loop, which starts by itself.
func ExampleNew() {
	p := promise.New(func(resolve func(string), _ func(error)) {
		loop.Default().SetTimeout(time.Millisecond, func() { resolve("later") })
	})
	fmt.Println(p.Settled())
	fmt.Println(p.Await(context.Background()))
	// Output:
	// false
	// later <nil>
}

func ExamplePromise_Then() {
	half := func(n int) *promise.Promise[int] {
		if n%2 != 0 {
			return promise.Reject[int](fmt.Errorf("%d is odd", n))
		}
		return promise.Resolve(n / 2)
	}
	fmt.Println(promise.Resolve(12).Then(half).Then(half).Then(half).Await(context.Background()))
	// Output: 0 3 is odd
}

func ExamplePromise_Map() {
	name := promise.Resolve(42).Map(func(n int) (string, error) { return fmt.Sprint("user ", n), nil })
	fmt.Println(name.Await(context.Background()))
	// Output: user 42 <nil>
}

func ExamplePromise_Catch() {
	cached := func(err error) *promise.Promise[string] {
		fmt.Println("failed:", err)
		return promise.Resolve("from the cache")
	}
	fmt.Println(promise.Reject[string](errors.New("offline")).Catch(cached).Await(context.Background()))
	// Output:
	// failed: offline
	// from the cache <nil>
}

// Handle gets value and error exactly as the callback would have.
func ExamplePromise_Handle() {
	read := promise.Call(func(k func(int, error)) { k(3, errors.New("connection reset")) })
	read.Handle(func(n int, err error) *promise.Promise[string] {
		return promise.Resolve(fmt.Sprintf("%d bytes before: %v", n, err))
	}).Settle(func(s string, _ error) { fmt.Println(s) })
	// Output: 3 bytes before: connection reset
}

// Keep stores a value that a later step needs.
func ExamplePromise_Keep() {
	var user int
	promise.Call(func(k func(int, error)) { login("ann", k) }).
		Keep(&user).
		ThenCall(order).
		Map(func(order string) (string, error) { return fmt.Sprint(order, ", paid by ", user), nil }).
		Settle(func(s string, err error) { fmt.Println(s, err) })
	// Output: order of 7, paid by 7 <nil>
}

func ExamplePromise_On() {
	l := loop.New()
	promise.Call(func(k func(int, error)) { login("ann", k) }).
		On(l).
		Do(func(int) { fmt.Println("on the loop:", l.Inside()) }).
		Settle(func(user int, err error) { fmt.Println(user, err) })
	fmt.Println("not yet")
	_ = l.Run(context.Background())
	// Output:
	// not yet
	// on the loop: true
	// 7 <nil>
}

// Operations that are started together take as long as the longest.
func ExampleAll() {
	l := loop.New()
	sleep := func(ms int) *promise.Promise[int] {
		return promise.NewOn(l, func(resolve func(int), _ func(error)) {
			l.SetTimeout(time.Duration(ms)*time.Millisecond, func() { resolve(ms) })
		})
	}
	start := time.Now()
	promise.All(sleep(50), sleep(50)).Settle(func(vs []int, err error) {
		fmt.Println(vs, err, time.Since(start) < 100*time.Millisecond)
	})
	_ = l.Run(context.Background())
	// Output: [50 50] <nil> true
}

func ExampleAny() {
	mirror := func(name string, err error) *promise.Promise[string] {
		return promise.Call(func(k func(string, error)) { k(name, err) })
	}
	down := errors.New("down")
	fmt.Println(promise.Any(mirror("a", down), mirror("b", nil)).Await(context.Background()))
	// Output: b <nil>
}

// Each runs one operation after the other.
func ExampleEach() {
	save := func(page string) *promise.Promise[promise.Unit] {
		fmt.Println("save", page)
		return promise.Resolve(promise.Unit{})
	}
	_, err := promise.Each([]string{"one", "two"}, save).Await(context.Background())
	fmt.Println(err)
	// Output:
	// save one
	// save two
	// <nil>
}

// Loop goes on until its function returns nil.
func ExampleLoop() {
	double := func(n int) *promise.Promise[int] {
		if n > 100 {
			return nil
		}
		return promise.Resolve(2 * n)
	}
	fmt.Println(promise.Loop(1, double).Await(context.Background()))
	// Output: 128 <nil>
}

func ExampleRetry() {
	attempts := 0
	flaky := func() *promise.Promise[int] {
		attempts++
		if attempts < 3 {
			return promise.Reject[int](errors.New("not yet"))
		}
		return promise.Resolve(attempts)
	}
	b := promise.Backoff{Attempts: 5, Delay: time.Millisecond}
	fmt.Println(promise.Retry(b, flaky).Await(context.Background()))
	// Output: 3 <nil>
}

func ExamplePromise_Timeout() {
	p, _ := promise.WithResolver[int](loop.Default()) // nobody settles it
	_, err := p.Timeout(time.Millisecond).Await(context.Background())
	fmt.Println(errors.Is(err, promise.ErrTimeout))
	// Output: true
}
