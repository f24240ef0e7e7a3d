// Package analyzer finds pyramids of nested callbacks and judges which may be flattened: rewrite does it.
//
// # Pyramids
//
// A pyramid is a nest of function literals in which each literal is a continuation: it says what to do when
// an operation is done, and is called at most once. Depth counts those literals only. A literal that is a
// scope, a handler, an element function, a task or a part of a declaration is no level of a pyramid.
//
// # Evidence
//
// That a continuation is one-shot is declared, proven or assumed.
//
// It is declared by a directive in the doc comment of the function, method, interface method, struct field
// or function type that takes it,
//
//	// Login finds the user with a name.
//	//
//	//unnest:once k
//	Login(name string, k func(User, error))
//
// by a pattern of Config.Once, or by the table of well-known libraries. A directive that means nothing is
// reported by all front doors (directive), and so is one, or a pattern, that the body of the function speaks
// against (contradicted).
//
// The table knows the operations of gocbcore, sonic, GoWorld, nbio and the plugins of Higress, the producers
// of Kafka (franz-go), Pulsar and RocketMQ, the asynchronous operations of GIO and GTK in gotk4, the dialogs
// that Fyne shows, or makes and shows once, on the spot, the commits of Badger, what an actor of Proto.Actor
// does after a future, and what carries on elsewhere or later: timers, the queues of Fyne, GTK, tview and
// go-app, the loop of goja, the actors of phony.
//
// It is proven from the body of the callee: the parameter is called at most once on every path, and
// otherwise only started by a go or defer statement, guarded by sync.Once, by an atomic, a flag that is only
// ever set, a counter that comes to a value, or by what Stop of a timer returns, handed to a timer, called
// by a function of JavaScript that is released first, or passed on as the continuation of an operation for
// which the same holds, here or in another package. A callback that is told of no error, and that the callee
// only starts, with arguments of its own, is a task all the same: it is declared, or is no continuation.
//
// A body also shows whether an operation ever delivers a value beside an error: an exit that hands on the
// zero value is superfluous where none comes. The word exclusive at the end of a directive declares that of
// an operation without a body in view.
//
//	//unnest:once k exclusive
//
// It is assumed when the callee has no body in view, nothing about its name or its type speaks against it,
// and the literal has the shape of a completion: no results, and a parameter of type error or one that
// implements it.
//
// # Limits
//
// The analysis of bodies follows a parameter through calls, literals, local variables and the fields of a
// struct that is written as an argument, not through other data structures: an operation that keeps its
// continuation in a table of requests has to be declared. A declaration is taken at its word. Of files that
// the build leaves out it is only read what they set.
//
// # Refusals
//
// A part of a pyramid that cannot be flattened stays nested, and the parts around it are flattened; a
// pyramid of which nothing can be flattened is reported with the first of these reasons.
//
// # unproven
//
// Nothing says that an operation calls back at most once. A second call would be lost.
//
//	type API interface{ Login(name string, k func(User, error)) }
//
//	api.Login(name, func(user User, err error) { // nothing says that Login calls back at most once
//		api.GetOrder(user.ID, func(order Order, err error) { … })
//	})
//
// Declare the method, or take it as given with Config.Assume.
//
// # place
//
// The first operation is launched where no statement can take its place: in a defer statement, inside of a
// larger expression, in the head of a compound statement, in a labeled statement, outside of a function.
//
//	defer conn.Close(func(err error) { // Close is launched in a defer statement
//		pool.Put(conn, func(err error) { … })
//	})
//
// Launch it in a statement of its own. An operation further in may stand anywhere: its statement moves as it
// is.
//
// # jump
//
// A goto statement jumps over the launch of the first operation. No variable may be declared between a goto
// and its label, and a chain declares some.
//
//	if cached {
//		goto end // jumps over Login
//	}
//	Login(name, func(user User, err error) {
//		GetOrder(user.ID, func(order Order, err error) { print(user, order) })
//	})
//	end:
//
// Write an if statement in place of the goto.
//
// # held
//
// The continuation is the value of a variable, and cannot take its place: the variable is declared together
// with others or without a value, in another block than the launch, or a name means something else where the
// launch is.
//
//	show := func(user User, err error) { // held in a variable
//		GetOrder(user.ID, func(order Order, err error) { … })
//	}
//	if user != "" {
//		Login(user, show)
//	}
//
// Write it in the call of the operation. A variable that is declared before the launch, in the same block,
// and used nowhere else, is no hazard; one that is used more often is a function like any other.
//
// # round
//
// A continuation launches an operation that is given the continuation itself, the next round of a loop. That
// is a level of the pyramid, and one round becomes a chain, unless nothing says that this operation calls
// back at most once, the continuation asks by whom it is called, or the type of a parameter means something
// else where the chain stands.
//
//	var onRead func(data Data, err error)
//	onRead = func(data Data, err error) {
//		type Data = string
//		Write(Data("ok"), func(err error) {
//			Read(onRead) // runs the function around it again, and Data means something else
//		})
//	}
//
// Give one of the two another name.
//
// # recursion
//
// A function with one operation calls itself in the callback of that: it is a pyramid only as a loop, and
// cannot become one. The report says why: error exits that do not hand the error to one completion, several
// parameters that change from turn to turn where something may see those of another turn, a variable that is
// not called right after it has got its value …
//
//	func fill(i, left int, done func(error)) {
//		if left == 0 {
//			done(nil)
//			return
//		}
//		Write(i, func(err error) {
//			if err != nil {
//				return // and done is not told
//			}
//			fill(i+1, left-1, done)
//		})
//	}
//
// Change what the report names. A function with several operations is flattened as a pyramid, and
// -explain says why it is no loop.
//
// # declaration
//
// A later continuation uses what an earlier one declares, and it cannot be declared before the chain: the
// variable of a type switch or the parameter of some other literal in between that is changed, a type or
// constant that mentions what is not in sight there, or whose name something else has, too, when a block
// around the chain cannot keep them apart.
//
//	Login(name, func(user User, err error) {
//		const size = unsafe.Sizeof(user) // size is used in a later continuation
//		GetOrder(user.ID, func(order Order, err error) { print(size) })
//	})
//
// Declare it outside of the callbacks.
//
// # unnameable
//
// A later continuation uses a variable whose type cannot be written where the chain stands: its package does
// not export it or is internal to others, another declaration hides it, or other builds have another one.
//
//	Login(name, func(user User, err error) {
//		cursor := db.Cursor() // of type *db.cursor
//		GetOrder(user.ID, func(order Order, err error) { cursor.Close() })
//	})
//
// Declare the variable outside of the callbacks with :=, which needs no name of its type, or there another
// one for what is needed of it; or export the type, or convert the value to one that all builds have.
//
// # hidden
//
// The types of a continuation's parameters cannot be written where the chain stands, for the same reasons.
// Chains also mention error and nil, which must mean there what they mean everywhere.
//
//	func buy(error string) { // hides the type error, which a chain mentions
//		Login(error, func(user User) { GetOrder(user.ID, func(order Order) { … }) })
//	}
//
// Declare the type outside of the callbacks, or give what hides another one another name.
//
// # recover
//
// The statement of a launch, or a continuation, calls recover itself. That works in the very function that a
// defer statement calls, and the text moves to another function.
//
//	defer func() {
//		Report(recover(), func(err error) { … }) // recover would be in another function
//	}()
//
// A deferred literal that recovers, inside of a continuation, is no hazard.
//
// # caller
//
// The statement of a launch, or a continuation, asks by whom its function is called: by t.Helper,
// runtime.Caller, runtime.Callers or log.Output, or by a function that asks for the caller of its caller, as
// those do that write logs. That would be the promise.
//
//	Login(name, func(user User, err error) {
//		t.Helper() // would tell of another caller
//		GetOrder(user.ID, func(order Order, err error) { … })
//	})
//
// Call it outside of the callbacks.
//
// # comment
//
// What a directive to a linter or another tool speaks of goes, or moves without it: the declaration that
// holds a continuation, its parameters, a variable that is declared before the chain. Alone it speaks
// of the next line.
//
//	show := func(user User, err error) {
//		GetOrder(user.ID, func(order Order, err error) { … })
//	} //nolint:funlen // would stand above the chain
//	Login(name, show)
//
// Put it above the function, or remove it. Where it stands against an idiom only, such as a Race or a
// Finally, the rest becomes a chain, and -explain says why.
//
// # kept
//
// A comment keeps the pyramid, or the inner part of one that begins there. Such a pyramid is neither
// rewritten nor reported. Mistakes are kept in the same way, by the name of their kind, too, and so are
// functions whose signature would change. The comments are those of golangci-lint and of staticcheck:
//
//	Login(name, func(user User, err error) { //nolint:unnest // reads well
//
//	//lint:ignore unnest reads well
//	Login(name, func(user User, err error) {
//
// A nolint comment above a statement, a function or the package clause, in its column, is for all of that.
// One with lint:ignore is for its line and the next one, with lint:file-ignore for the file, and both need a
// reason.
//
// # What is no hazard
//
// Chains launch when they are complete, and run every handler inside the call that the operation makes to
// its continuation. An operation that sometimes calls back at once, calls back with a lock held, on another
// goroutine or from a deferred call, a callback that panics, recovers, defers or exits its goroutine,
// statements after the launch: all of them behave as before.
//
// # Mistakes
//
// The same knowledge finds mistakes in code that passes continuations, whether or not it is to be flattened.
// The analyzers of [Bugs] have one kind each. They are silent on generated files and where code may be right.
//
// # unreaderror
//
// A continuation never looks at its error, and goes on with a value that it may not have got.
//
//	Login(name, func(user *User, err error) { // the error err of a callback is never looked at
//		fmt.Println(user.Name)
//	})
//
// Look at it, or name it _ to say that it does not matter. A continuation that does nothing, ignores its
// values, too, or asks a value whether there is one, is not reported: it compares one with nil or zero, or
// tests a flag. One that is told of an error only may tell others that it is over, or go on with the error
// for which it was launched, or another failure.
//
// # wrongerror
//
// A continuation tests the error of a function around it, of which the code before the launch has made sure
// that it is nil, or which the launch itself assigns; its own error has another name and is never looked at.
//
//	err = Login(name, func(user *User, failed error) {
//		if err != nil { // err is an error of the function around, the callback's own is failed
//			done(err)
//			return
//		}
//		…
//	})
//
// Test the callback's own error. No fix is suggested: what is done with the outer error has to change with
// the test. An error that may get another value after the launch, as by a literal that somebody keeps, is
// not reported.
//
// # twicesettled
//
// A function reports a failure in a branch, and every way on from there reports an outcome again, or hands
// its callback on to an operation that will. Mostly a return is missing. Local functions that report, such
// as fail := func(err error) { done(nil, err) }, and functions of the package count as what they do.
//
//	func order(id int, done func(*Order, error)) {
//		user, err := find(id)
//		if err != nil {
//			done(nil, err)
//		}
//		GetOrder(user, done) // done is called a second time here, after it has reported an outcome
//	}
//
// Return after the first call. The fix does so when the branch is one for an error that the call reports,
// the function has no results, and all that follows looks at values, defines some that nobody else sees, and
// reports: a mutex that is unlocked there, or a file that is closed, would be left as it is. That every way
// reports again is required: where conditions exclude each other, or a flag is tested, one does not. What
// was deferred before is called at every return.
//
// A value that another one replaces later is not reported, and neither is a loop that tells of its elements
// one by one, nor who may be told of several things: it is called so, such as report, warn or onError, a
// loop or a list of statements calls it again and again, or it is told of failures only, and not called like
// a completion.
//
// # neversettled
//
// A function that otherwise calls its callback notices an error, at most logs it, and returns. Whoever waits
// for the outcome waits forever.
//
//	func order(name string, done func(*Order, error)) {
//		id, err := strconv.Atoi(name)
//		if err != nil {
//			log.Print(err)
//			return // done is not called on the way to this return
//		}
//		done(newOrder(id), nil)
//	}
//
// Report the error. No fix is suggested: what to report beside it is not known. Functions with results are
// not reported, since these may tell of the error, nor those that keep it where others may look, and neither
// are other early returns, after which there may be nothing to report.
//
// # settledunderlock
//
// A callback that reports an outcome is called while a mutex is held. What is called may call back into what
// the mutex protects, which is a deadlock, or may take long, and everybody waits.
//
//	func (c *cache) get(name string, done func(int, error)) {
//		c.mu.Lock()
//		defer c.mu.Unlock()
//		done(c.values[name], nil) // done is called while c.mu is locked
//	}
//
// Unlock first. The fix does so when the next statement unlocks, and the call is one of a parameter that
// reads nothing which the mutex may protect: constants, and variables of the function itself that lead to
// nothing else. Reported are parameters, and fields called like a completion, told of an error and without
// results, where the function itself has locked a mutex of package sync on every way there, and nothing since
// may have unlocked it. One called like doneLocked, or given a literal that needs the mutex, is fine.
//
// # blockedloop
//
// A function that runs on an event loop blocks: it receives from a channel, sleeps, or waits for a group or
// a promise. Nothing else runs meanwhile, often not even what it waits for.
//
//	loop.Default().Post(func() {
//		time.Sleep(time.Second) // Sleep blocks the event loop, which runs this function of Post
//		refresh()
//	})
//
// Use SetTimeout, or a handler of the promise. The functions that run on a loop are those given to a loop,
// to operations of package aio, and to the methods of a promise that certainly belongs to a loop. A select
// statement with a default does not block, nor does a receive from a channel that was closed before, or has
// something going by a condition, as one for its length, nor does Await of a promise that has settled there.
// What a go statement starts may, and what gives back a semaphore: a receive whose value is dropped, where
// a function around has sent on the channel before, or the package does and the channel is called sem.
//
// # lostpromise
//
// A promise is made and dropped. Nobody learns how it ends, and a cold one, as of promise.Call, never begins.
//
//	Login(name).Then(func(user User) *promise.Promise[Receipt] {
//		Pay(user) // this promise is dropped, and never launched
//		return nil
//	})
//
// Return the promise, settle or await it, start it with Start, or drop it with _ = to say that it does not
// matter. The fix returns it in a literal given to a method of a promise that returns nil otherwise. A chain
// with handlers on an operation that runs by itself is not reported, nor is the promise of a function that
// has launched it, or has given it to others.
//
// # contextignored
//
// There is a context, and the next operation is started without it: with a context of its own, or by a
// function that has a variant with a context.
//
//	func order(ctx context.Context, name string, done func(*Order, error)) {
//		login(ctx, name, func(user *User, err error) {
//			…
//			find(context.Background(), user, done) // this operation does not end with ctx
//		})
//	}
//
// Pass the context, unless the operation has to be done when that has ended: only its author knows, so there
// is no fix. An operation that cleans up, going by its name, that is deferred or started with a go statement,
// that stands where the context has ended, or where there may be an error that comes from that, or whose
// callback goes on with a failure that there was before, is not reported, nor what comes behind a wait for
// the end. Neither is one that nobody waits for: the function itself has reported its outcome on every way
// there, does so next, or has kept its callback with those of others, and the operation is not told of it. A
// context is not at hand when it was canceled before, or is when the function returns, unless that awaits the
// operation; when it may have no value or has no end, as that of context.WithoutCancel; when its name means
// something else there; and when the operation stands in a function that is kept for later.
package analyzer
