package cps

import "slices"

// alone says whether the function is all that the callee takes.
func (at slot) alone() bool {
	return at.field == nil && at.callee.sig.Params().Len() == at.callee.recv+1
}

// does says whether the callee does something by its name, and tells the function of that. What is
// told a value beside an error is seldom registered.
func (at slot) does(id []string) bool {
	return vetoOf(doers, id) != nil || at.answered() && vetoOf(answerers, id) != nil
}

// answered says whether the function is told a value beside an error.
func (at slot) answered() bool {
	sig := signatureOf(at.typ())
	return sig.Params().Len() > 1 && errorLike(sig)
}

// loners are the names of functions that register what they take, if that is all that they take. With
// other arguments they are operations: AddUserOnServer(name, done), PutCB(key, cb).
var loners = []name{{
	first:  list("set add assign"), // SetClosed, but not setRecordCommitted
	short:  true,
	last:   callbacks,  // CloseCallback
	before: list("on"), // UseOnClose
	why:    "is a handler by the name of the callee",
}, {
	first: list("do tap peek catch"), // operators of streams, which run for every subscriber
	with:  list("error errors terminate finally"),
	why:   "is a handler by the name of the callee",
}}

// doers are the names of functions that would be loners, but do something.
var doers = []name{{
	first: doing, // FetchCallback, WaitOnLeader
}, {
	first: slices.Concat(asking, list("close connect disconnect exit shutdown read write send receive")),
	with:  list("with"), // ConnectWithCallback, but not ConnectCallback and ConnectedWithCallback
}, {
	first: list("set"),
	with:  list("up"),
}}

// answerers are more of them, for functions that are told a value beside an error.
var answerers = []name{{
	first: asking, // StartCb, RunOnLoop, but not RunOnClose and RunOnTick
	but:   slices.Concat(events, recurring),
}, {
	first:  list("set add assign"), // AddItem, but not SetReply and SetLogger
	long:   true,
	but:    slices.Concat(completions, callbacks, events, recurring, outcomes, parts),
	actors: true,
}}

// callbacks are words for what is called back.
var callbacks = list("callback callbacks cb cbs")

// doing are verbs, and no names of what happens by itself.
var doing = list("fetch find flush get list lookup refresh retrieve wait")

// asking are verbs that are names of what happens, too: a StartCallback may be called at every start.
var asking = list("begin call commit create delete exec execute init initialize load open perform ping " +
	"reload reset restart rollback run save search start stop store sync update")

// events are what happens more than once, or because of others.
var events = list("close closed connect connected disconnect disconnected error errors exit lost " +
	"message messages shutdown change changed")

// recurring are words for what happens again and again.
var recurring = list("progress tick ticks event interval demand frame result results sample")

// parts are what is given a function to work with, beside those that are named for what they do: AddTap.
var parts = list("tap sink filter step stage plugin policy strategy rule route target peer task conn " +
	"metric delegate fallback finalizer output retry monitor")
