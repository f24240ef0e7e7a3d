package chained

import "github.com/unnest-go/unnest/runtime/promise"

type opError struct{}

func (*opError) Error() string { return "op" }

func begin(n int, k func(int, error)) *opError { // want begin:"^k once later, spawned, exclusive, parting$"
	go k(n, nil)
	return nil
}

// No pointer is an error that is returned beside the call.
func typed(k func(int, error)) { // want typed:"^k many: may be called twice on one path"
	promise.TryCall(func(next func(int, error)) error { return begin(1, next) }).Settle(k)
}

func typedVariable(k func(int, error)) { // want typedVariable:"^k many: may be called twice on one path"
	promise.TryCall(func(next func(int, error)) error {
		err := begin(1, next)
		return err
	}).Settle(k)
}
