// Package loop is an event loop.
package loop
