// Package nbio has the operations of nbio's HTTP client as promises.
package nbio

//go:generate unnest generate -for github.com/lesismal/nbio/nbhttp
