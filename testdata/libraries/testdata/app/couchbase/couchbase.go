// Package couchbase has the operations of gocbcore as promises.
package couchbase

//go:generate unnest generate -assume -once github.com/couchbase/gocbcore/v10.* -for github.com/couchbase/gocbcore/v10
