// Unnest finds pyramids of nested callbacks and flattens them into typed
// chains of promises.
//
// Usage:
//
//	unnest [flags] [packages]
//	unnest generate [flags] [packages]
//	unnest config [flags]
//	unnest completion bash | zsh | fish
//	unnest help [subcommand | -man]
//	unnest version
//
// With -h a command lists its flags; "unnest help" is this manual.
//
// Without flags it reports the pyramids of the packages, by default those
// below the current directory (./...; in a workspace, work stands for those of
// all its modules), one line for each: where it starts, how
// deep it is, the operations in the order in which they happen, and either
// that it can be flattened or why it cannot.
//
// A pyramid is reported only when its callbacks are continuations: functions
// that say what to do next, and that are called at most once. Whether they are
// is read from the bodies of the functions that take them, or declared by
// a directive, by -once, or by the table of well-known libraries.
//
// # Flags
//
//	-fix
//		Rewrite the files. Everything is checked first: the sum of all
//		changes must compile and keep every comment. Then all files are
//		written, or none. What cannot be flattened is reported.
//	-diff
//		Print what -fix would do as a unified diff, which patch -p1 and
//		git apply accept, and write nothing. Its names are those below the
//		current directory, or below the one that it says when files stand
//		beside that. What cannot be flattened is reported on the standard error.
//	-signatures
//		Let functions return promises, and their callers follow: see below.
//		Alone it reports, with -fix and -diff it does as these say.
//	-json
//		Report in the form of the drivers of golang.org/x/tools: an object
//		of packages, of analyzers, of lists of diagnostics with fixes.
//	-sarif
//		Report as a SARIF 2.1.0 log, with fixes, for code scanning. Like with
//		-json, the exit status says nothing of what is found.
//	-github
//		Report as annotations of a GitHub workflow, which show at their lines
//		in a pull request.
//	-baseline FILE
//		Do not report what this file has as known. A finding is known by its
//		file, its function, and what is found there, not by its line. In
//		.unnest.yaml the name is relative to that file. There has to be one.
//	-baseline-write
//		Write what is found to the file of -baseline, and report nothing.
//		What it has of files and mistakes that are not looked at stays.
//	-explain
//		Report on several lines: what the evidence for each step is, and, for
//		functions of the same package, where it stands in the source; how each
//		step is translated; why something stays nested, and what would change
//		that; what the fix of a mistake is. Then the nested
//		callbacks that look like parts of a pyramid and are none: what speaks
//		against them, and what you can declare.
//	-bugs, -bugs=NAME,...
//		Report mistakes in code with callbacks instead of pyramids: of all
//		kinds, or only of these: twicesettled, neversettled, unreaderror,
//		wrongerror, settledunderlock, blockedloop, lostpromise and
//		contextignored. The documentation of package analyzer explains them.
//		Where a fix is certain, -explain tells of it, and -json and -sarif
//		have it; go vet applies those of a kind, see below.
//	-pyramids
//		With -bugs, report pyramids, too.
//	-depth N
//		Report pyramids of at least this depth: 2 by default, which is the least.
//	-once PATTERN
//		Take it that these functions call back at most once. A pattern is
//		a qualified name such as path/to/pkg.Func or
//		path/to/pkg.Type.Method; the path may be left out, and * stands for
//		any text within a name. path/to/pkg.Type is all methods and fields of
//		a type, path/to/... all of a tree of packages, path/to/....Func what is
//		called so in it, and Type.Method(k) this parameter only. One that means
//		nothing in these packages is an error. One, or a directive, that the body
//		of a function contradicts gets a warning: the body counts where it calls
//		back more than once by itself, the pattern where it passes the callback on
//		as well. So does a directive that means nothing. The flag may be repeated.
//	-assume
//		Fix also where nothing is known of a function, but its callback has
//		the shape of a completion.
//	-test=false
//		Leave out test files.
//	-C DIR
//		Change to this directory first.
//	-tags LIST
//		Build tags, as for the go command.
//	-cpuprofile FILE, -memprofile FILE
//		Write a profile of the command itself.
//
// -json, -sarif, -github, -bugs and -baseline-write report, and do not go with -fix,
// -diff and -signatures.
//
// # What is kept
//
// A comment keeps a pyramid as it is, for all drivers: nolint at the end of the line
// where it starts, or above its statement or its function; lint:ignore, with a reason,
// above that line.
//
//	api.Login(name, func(user User, err error) { //nolint:unnest // reads well
//
//	//lint:ignore unnest reads well
//	api.Login(name, func(user User, err error) {
//
// It is not reported, and stays nested; with -signatures its operations may get other
// names, as everywhere. A mistake is kept in the same way, by the name unnest or by
// that of its kind, and a function keeps its callback.
//
// -baseline is for what is to be flattened one day: it is not reported either, but
// -fix flattens it.
//
// # Signatures
//
// Without -signatures, functions keep their callbacks. With it, a function whose
// last parameter is told its outcome, at most once, is declared anew,
//
//	func Buy(name string, done func(Receipt, error)) { … }
//	=> func BuyPromise(name string) *promise.Promise[Receipt] { return … }
//
// and its callers call that one, in all packages that are named, in tests too:
//
//	Buy(name, show) => BuyPromise(name).Settle(show)
//
// Pyramids are flattened on the way, as -fix does, and a body that ends in one
// returns the chain. The same events happen in the same order: what the function
// did when it was called it does when the promise is settled, and callers settle
// it where they called. Other packages of the module, or of its workspace, that
// import those that are named stay as they are, and what these would not compile
// with, or not mean the same, stays, too.
//
// The old function stays as a shim that settles the new one's promise with its
// callback. Go and defer statements still call it: the new one may look at things
// when it is called. It is marked as deprecated, and for go fix, which inlines it for
// callers in other modules; run there, -signatures lets them follow as here, and
// calls inside of one another, too. An unexported function that nobody calls by its old
// signature any more has its name back, and no shim: not when it is used as
// a value, when an interface of the package has a method of its name, or when
// a file of another build mentions it.
//
// Some functions keep their callback, and are reported with the reason: methods
// of interfaces, and of types that nobody calls but through one, functions with
// results, with a nil callback that means something, or that is given to them
// in one of the packages, with an error of a pointer type, functions that may
// run themselves again with the same callback, that are deprecated, or that are not
// exported and only values, or called by go and defer, and others. -explain says
// what would change that. "unnest generate" writes functions beside them.
//
// # Settings
//
// What holds for a whole module stands in the file .unnest.yaml beside its
// go.mod. The keys are flags: depth, once, assume, bugs, pyramids, tags, test
// and baseline. In a workspace a run has those of the module of the current directory,
// for all modules, and says where another one has such a file.
//
//	# What the generated client does is known to us.
//	once:
//	  - 'example.com/app/client.*'
//	depth: 3
//
// A flag wins over the file, but patterns of -once add to those of the file.
// Values are one of a line, or lists of such in the two forms of YAML; what
// begins with * needs quotes. An unknown key is an error. A pattern that means
// nothing any more gets a warning, in a run on the whole module. A -fix ignores bugs.
//
// "unnest config" prints what is in force, in the form of the file, and where it
// comes from. Other drivers do not read the file: golangci-lint and nogo have depth, once,
// assume, bugs and pyramids in their own configuration, vet the first three as flags.
//
// # Generate
//
// "unnest generate" writes, into a file of its own in the package's directory,
// functions that return operations as promises:
//
//	func Login(name string, k func(User, error))
//	=> func LoginPromise(name string) *promise.Promise[User]
//
// There is one for every function and method of the package that takes a
// one-shot continuation, and for the methods of its interfaces that do. It is
// meant for a directive, and packages default to the one in the current
// directory:
//
//	//go:generate go tool unnest generate
//
// Where one callback is told of the success and another one of the failure, a promise of
// one of them would stay pending: such an operation gets none. Nor does one that only some
// builds of the package have, as those for Linux, unless all operations are for these: then
// the file is, too, or it is by the name that -o gives it.
//
// The package may use what is to be generated before it is. An operation that
// gets no adapter is reported with the reason, unless nothing is known of it, and the exit status is 0
// nevertheless, because go generate would stop. A file that has not changed is
// not written, one that has become empty is removed, and one that was not
// generated is left alone. Adapters keep the names that the file has for them when
// others come to be beside them. Where what is asked for is not there, nothing changes.
// The flags -once, -assume, -C and -tags are those above, with the same file;
// others are:
//
//	-for PATH
//		Adapt the exported operations of the package with this import path
//		instead, into a package of yours. So are those that an exported type has
//		from types that you cannot name, such as an unexported one that is
//		embedded in it, or one of an internal package. May be repeated.
//	-type PATTERN, -func PATTERN
//		Adapt only the methods of these types, and these functions and
//		methods. * stands for any text. May be repeated.
//	-chains
//		Where a function has a pyramid, write its adapter as a chain, a twin:
//		it does what the function does, in the same order, instead of
//		launching it. The pyramid stays the source, and the twin follows it
//		with the next run. A function that gets none is reported with the
//		reason.
//	-o FILE
//		The file's name. The default is unnest_promises.go. A run writes all of
//		it: runs with other flags need other names. With one such as
//		promises_linux.go the file is for these builds alone, and with
//		promises_test.go for tests; it has no adapters that other files have.
//
// A function of your own is taken for an adapter when its doc comment has
// a line such as //unnest:adapts path/to/pkg.Type.Method.
//
// # What is never edited
//
// Generated files, files that use cgo, and files of other modules, vendored or
// not, or of the standard library, are reported with a refusal; and nothing is
// generated for packages of these. Files that the build configuration leaves
// out are not read: run the command once more with other -tags, GOOS or GOARCH.
// A package that does not compile is reported with its first error and left
// alone; the others go on.
//
// The flattened code imports github.com/unnest-go/unnest/runtime/promise. When
// the module does not find it, or what it imports, packages that import it are read, and
// changes are checked, with the declarations that are built into the command, and the
// command says which go get remains to be run, and where. That raises the version of Go in go.mod to 1.27,
// as far as it is lower; the command says so, and also when loops come to have
// variables of their own in each turn by that. In a workspace it says so of each
// module that would not find the runtime by itself.
//
// # Exit status
//
//	0  nothing was found, or with -fix everything was flattened
//	1  an error, also when only some packages could not be analyzed
//	2  wrong usage, or wrong settings
//	3  pyramids are left, with -diff also those that would be flattened; or,
//	   with -bugs, mistakes were found; or, with -signatures, functions that
//	   keep their callback, and without -fix also those that would not
//
// With -json and -sarif, the exit status says nothing of pyramids and mistakes; that of
// "unnest generate" is 0, also where there is nothing to generate, unless something is not
// there that was asked for, or a package cannot be read.
//
// # Shells
//
// "unnest completion" prints a script with which a shell completes flags and
// subcommands; its first lines say where to put it. "unnest help -man" prints this
// manual as a page for man.
//
// # Other drivers
//
// The same program is a tool for the go command:
//
//	go vet -vettool=$(which unnest) ./...
//	go fix -fixtool=$(which unnest) ./...
//
// There flags have the prefix -unnest, as in -unnest.depth=3. Mistakes are
// looked for by analyzers of their own, which run when they are named, as in
// go vet -vettool=$(which unnest) -unnest -unreaderror ./... . With -fix,
// go vet applies the fixes of mistakes:
//
//	go vet -vettool=$(which unnest) -twicesettled -fix ./...
//
// These drivers check packages one by one and do not verify the fixes that they
// apply; nor do they say that a module does not require the runtime yet.
package main
