package twicesettled

import (
	"context"
	"strconv"
	"strings"
)

// Some are told of one thing after another.
func parse(src string, onError func(error)) {
	if strings.HasPrefix(src, "x") {
		onError(errEmpty)
	}
	onError(strconv.ErrRange)
}

func lint(path string, warn func(line int, err error)) {
	if path == "" {
		warn(0, errEmpty)
	}
	warn(1, strconv.ErrRange)
}

func watch(err error, emit func(string, error)) {
	if err != nil {
		emit("", err)
	}
	emit("ready", nil)
}

// Nothing says that it is told of more than failures, nor its name of an end.
func failures(src string, h func(error)) {
	if strings.HasPrefix(src, "x") {
		h(errEmpty)
	}
	h(strconv.ErrRange)
}

func onlyFailures(src string, done func(error)) {
	if strings.HasPrefix(src, "x") {
		done(errEmpty)
	}
	done(strconv.ErrRange) // want `done is called a second time here`
}

func success(err error, h func(error)) {
	if err != nil {
		h(err)
	}
	h(nil) // want `h is called a second time here`
}

// The first call of what cancels counts, and others do nothing.
func cancels(err error, end context.CancelCauseFunc) {
	defer end(nil)
	if err != nil {
		end(err)
	}
	end(nil)
}

// Its calls say that it is told of one thing after another, too.
func walk(names []string, err error, fn func(string, error)) {
	if err != nil {
		fn("", err)
	}
	fn("/", nil)
	for _, name := range names {
		fn(name, nil)
	}
}

func walkLater(names []string, err error, fn func(string, error)) {
	if err != nil {
		fn("", err)
	}
	fn("/", nil)
	for _, name := range names {
		go func() { fn(name, nil) }()
	}
}

func inTurn(err error, next func(int, error)) {
	if err != nil {
		next(0, err)
	}
	next(1, nil)
	next(2, nil)
}

// One of many is the last.
func lastOf(names []string, err error, done func(string, error)) {
	if err != nil {
		done("", err)
	}
	for _, name := range names {
		if name != "" {
			done(name, nil)
			return
		}
	}
	done("", nil) // want `done is called a second time here`
}

func header(err error, write func([]byte, error)) {
	if err != nil {
		write(nil, err)
	}
	write([]byte("end"), nil)
}

// It is told of an end.
func written(err error, writeDone func(int, error)) {
	if err != nil {
		writeDone(0, err)
	}
	writeDone(1, nil) // want `writeDone is called a second time here`
}

// These are told of pieces, and then of the end.
func pieces(
	err error, writeRow func([]string, error), onChunkRead, chunkCb, appendRow, onchunk, writer, rowWriter, appender,
	writeFn, appendFunc, writePoint, writeDocs func([]byte, error),
) {
	if err != nil {
		onchunk(nil, err)
		writer(nil, err)
		rowWriter(nil, err)
		appender(nil, err)
		writeFn(nil, err)
		appendFunc(nil, err)
		writePoint(nil, err)
		writeDocs(nil, err)
		writeRow(nil, err)
		onChunkRead(nil, err)
		chunkCb(nil, err)
		appendRow(nil, err)
	}
	onchunk([]byte("end"), nil)
	writer([]byte("end"), nil)
	rowWriter([]byte("end"), nil)
	appender([]byte("end"), nil)
	writeFn([]byte("end"), nil)
	appendFunc([]byte("end"), nil)
	writePoint([]byte("end"), nil)
	writeDocs([]byte("end"), nil)
	writeRow([]string{"end"}, nil)
	onChunkRead([]byte("end"), nil)
	chunkCb([]byte("end"), nil)
	appendRow([]byte("end"), nil)
}

// These write nothing themselves: they are told how it ended.
func outcomes(
	err error, writeCallback, appendCb, rewriteDoc, writeBack, writeResult, afterAppend, chunked, writeOK func(int, error),
) {
	if err != nil {
		writeCallback(0, err)
		appendCb(0, err)
		rewriteDoc(0, err)
		writeBack(0, err)
		writeResult(0, err)
		afterAppend(0, err)
		chunked(0, err)
		writeOK(0, err)
	}
	writeCallback(1, nil) // want `writeCallback is called a second time here`
	appendCb(1, nil)      // want `appendCb is called a second time here`
	rewriteDoc(1, nil)    // want `rewriteDoc is called a second time here`
	writeBack(1, nil)     // want `writeBack is called a second time here`
	writeResult(1, nil)   // want `writeResult is called a second time here`
	afterAppend(1, nil)   // want `afterAppend is called a second time here`
	chunked(1, nil)       // want `chunked is called a second time here`
	writeOK(1, nil)       // want `writeOK is called a second time here`
}

// Whoever is told of a success, or not, and then again, is told of one thing after another.
func dumps(s string, put, done func(int, error)) {
	head, err := strconv.Atoi(s)
	if err != nil {
		put(0, err)
	} else {
		put(head, nil)
	}
	tail, err := strconv.Atoi(s[1:])
	if err != nil {
		put(0, err)
	}
	put(tail, nil)
	if err != nil {
		done(0, err)
	} else {
		done(head, nil)
	}
	done(tail, nil) // want `done is called a second time here`
}

// Of several branches there may be more than two.
func dumpsOfKinds(s string, put, take func(int, error)) {
	head, err := strconv.Atoi(s)
	if err != nil {
		put(0, err)
	} else if head > 3 {
		put(head, nil)
	} else {
		put(3, nil)
	}
	switch {
	case err != nil:
		take(0, err)
	default:
		take(head, nil)
	}
	tail, err := strconv.Atoi(s[1:])
	if err != nil {
		put(0, err)
		take(0, err)
	}
	put(tail, nil)
	take(tail, nil)
}

func dumpsSome(s string, put func(int, error)) {
	head, err := strconv.Atoi(s)
	switch {
	case err != nil:
		put(0, err)
	case head > 3:
		put(head, nil)
	}
	put(1, nil) // want `put is called a second time here`
}

// The same is no other thing, unless it has another value since.
func dumpsAgain(s string, put, take func(int, error)) {
	head, err := strconv.Atoi(s)
	if err != nil {
		put(0, err)
	} else {
		put(head, nil)
	}
	put(head, nil) // want `put is called a second time here`
	if err != nil {
		take(0, err)
	} else {
		take(head, nil)
	}
	head++
	take(head, nil)
}

func dumpsLines(s string, put func(string, error)) {
	_, err := strconv.Atoi(s)
	if err != nil {
		put("", err)
	} else {
		put("\n", nil)
	}
	put("\n", nil)
}

func dumpsOnce(s string, put func(int, error)) {
	head, err := strconv.Atoi(s)
	if err != nil {
		put(0, err)
	} else {
		put(head, nil)
		return
	}
	put(1, nil) // want `put is called a second time here`
}
