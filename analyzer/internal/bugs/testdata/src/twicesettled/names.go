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
