package promise

// Unit is the value of an operation that yields nothing but success.
type Unit = struct{}

// A Pair holds the two values of an operation that yields two.
type Pair[A, B any] struct {
	First  A
	Second B
}

// A Triple holds the three values of an operation that yields three.
type Triple[A, B, C any] struct {
	First  A
	Second B
	Third  C
}

// ErrorOnly adapts k for an operation that reports an error and no value.
func ErrorOnly(k func(Unit, error)) func(error) {
	return func(err error) { k(Unit{}, err) }
}

// ValueOnly adapts k for an operation that cannot fail.
func ValueOnly[T any](k func(T, error)) func(T) {
	return func(v T) { k(v, nil) }
}

// Concrete adapts k for an operation whose error is a pointer type of its own:
//
//	promise.Call(func(k func(User, error)) { api.Login(name, promise.Concrete[*OpError](k)) })
//
// A nil pointer in an error is not nil. Concrete makes it the nil of error.
func Concrete[P interface {
	*E
	error
}, T, E any](k func(T, error)) func(T, P) {
	return func(v T, err P) {
		if err == nil {
			k(v, nil)
			return
		}
		k(v, err)
	}
}

// Signal adapts k for an operation that only says that it has finished.
func Signal(k func(Unit, error)) func() {
	return func() { k(Unit{}, nil) }
}

// ErrorFirst adapts k for an operation that passes the error before the value.
func ErrorFirst[T any](k func(T, error)) func(error, T) {
	return func(err error, v T) { k(v, err) }
}

// Paired adapts k for an operation that calls back with two values and an
// error.
func Paired[A, B any](k func(Pair[A, B], error)) func(A, B, error) {
	return func(a A, b B, err error) { k(Pair[A, B]{a, b}, err) }
}

// Tripled adapts k for an operation that calls back with three values and an
// error.
func Tripled[A, B, C any](k func(Triple[A, B, C], error)) func(A, B, C, error) {
	return func(a A, b B, c C, err error) { k(Triple[A, B, C]{a, b, c}, err) }
}

// PairOnly adapts k for an operation that calls back with two values and
// cannot fail.
func PairOnly[A, B any](k func(Pair[A, B], error)) func(A, B) {
	return func(a A, b B) { k(Pair[A, B]{a, b}, nil) }
}

// TripleOnly adapts k for an operation that calls back with three values and
// cannot fail.
func TripleOnly[A, B, C any](k func(Triple[A, B, C], error)) func(A, B, C) {
	return func(a A, b B, c C) { k(Triple[A, B, C]{a, b, c}, nil) }
}
