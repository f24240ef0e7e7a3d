// Package actors has the operations of phony as promises.
package actors

//go:generate unnest generate -for github.com/Arceliar/phony
