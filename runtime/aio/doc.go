// Package aio is asynchronous input and output: timers, files, sockets, HTTP,
// names, child processes and signals.
//
// An operation begins when its function is called and ends on an event loop.
// Every operation comes twice. ReadFile returns a promise; ReadFileThen takes a
// continuation, which the loop calls exactly once, as a task, always later:
//
//	aio.ReadFile(ctx, "a.txt").Do(func(data []byte) { … })
//	aio.ReadFileThen(ctx, "a.txt", func(data []byte, err error) { … })
//
// # Loop and context
//
// The loop is that of [On], else the default loop, which starts by itself. While
// an operation is under way, or a socket is open, Run does not return. A loop that has
// had sockets keeps a goroutine and a few descriptors until [loop.Loop.Shutdown]; after
// that no operation ends any more.
//
// The end of the context ends the operation, with the cause of the context, and the process
// of a [Command], whose end is waited for. What
// cannot be called back, like a write to a file, goes on unobserved. What comes too late is
// closed. That is not so for an operation that goes on because only a promise of it was given
// up, by Timeout, WithContext, Race or the end of an Await: what it opens stays open.
//
// # Errors
//
// Errors are those of the standard library: *fs.PathError of files, *net.OpError
// of sockets, *url.Error of HTTP, *exec.ExitError of processes. So errors.Is with
// fs.ErrNotExist, io.EOF, net.ErrClosed or context.Canceled says what it always
// says. A promise that is rejected keeps what the operation has yielded all the same,
// like the output of a program that has failed, for [promise.Promise.Handle], Settle and
// Await.
//
// # Goroutines
//
// Handlers run on the goroutine of the loop, one at a time. Sockets need no
// goroutine of their own. Files and name look-ups share a few, each kind its own
// so that neither can starve the other. HTTP is that of net/http: it takes a
// goroutine per request under way, and so does a child process.
//
// That handlers run one at a time does not make a program free of races: between
// two steps of a chain, steps of other chains run.
//
// # Demultiplexer
//
// Sockets wait in epoll on Linux, in kqueue on macOS and the BSDs, in a completion port on
// Windows, and in poll elsewhere. The environment variable UNNEST_POLL names another, for
// comparisons: io_uring or poll on Linux, poll on the rest of Unix. A name that the system
// has not is an error of whatever makes the first socket of a loop. Files need none; on Linux
// small ones are read together by io_uring, unless that is refused or UNNEST_POLL names
// another.
package aio
