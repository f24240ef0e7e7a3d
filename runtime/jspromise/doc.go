// Package jspromise joins promises of Go and promises of JavaScript, in programs
// that are compiled for a browser or for Node (GOOS=js).
//
//	jspromise.Of(js.Global().Call("fetch", "/orders")).
//		Then(func(response js.Value) *promise.Promise[js.Value] {
//			return jspromise.Of(response.Call("json"))
//		}).
//		Settle(show)
//
// The event loop is that of JavaScript: handlers run inside of its call, and
// must not wait for anything that JavaScript has to do.
package jspromise
