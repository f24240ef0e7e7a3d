//go:build !race

package promise_test

const slowness = 1
