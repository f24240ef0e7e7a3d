package builds

import (
	"go/build"
	"io"
	"strconv"
	"strings"

	"github.com/unnest-go/unnest/internal/promises"
)

// Ports are all systems and architectures that Go programs are built for. They are for one
// goroutine.
type Ports []*port

// A port is one system with one architecture.
type port struct {
	system, arch string
	tags         map[string]Answer // whether builds for it have them, as far as somebody asked
}

// NewPorts lists the ports, those that most people build for first: a build that lacks
// something is one of these if it can be.
func NewPorts() Ports {
	const list = "linux/amd64 darwin/arm64 windows/amd64" +
		" linux/arm64 linux/386 linux/arm linux/loong64 linux/mips linux/mips64 linux/mips64le linux/mipsle" +
		" linux/ppc64 linux/ppc64le linux/riscv64 linux/s390x darwin/amd64 windows/386 windows/arm64" +
		" freebsd/386 freebsd/amd64 freebsd/arm freebsd/arm64 js/wasm wasip1/wasm" +
		" android/386 android/amd64 android/arm android/arm64 ios/amd64 ios/arm64" +
		" netbsd/386 netbsd/amd64 netbsd/arm netbsd/arm64 openbsd/386 openbsd/amd64 openbsd/arm" +
		" openbsd/arm64 openbsd/ppc64 openbsd/riscv64 dragonfly/amd64 solaris/amd64 illumos/amd64 aix/ppc64" +
		" plan9/386 plan9/amd64 plan9/arm"
	var all Ports
	for name := range strings.FieldsSeq(list) {
		system, arch, _ := strings.Cut(name, "/")
		all = append(all, &port{system, arch, make(map[string]Answer)})
	}
	return all
}

func (p *port) String() string { return p.system + "/" + p.arch }

// has says whether builds for the port have a tag.
func (p *port) has(tag string) Answer {
	answer, ok := p.tags[tag]
	if !ok {
		answer = p.find(tag)
		p.tags[tag] = answer
	}
	return answer
}

func (p *port) find(tag string) Answer {
	switch {
	case p.sets(tag):
		return Yes
	case tag == "unix" || tag == "gccgo" || known(tag): // gccgo knows no type parameters
		return No
	}
	return Maybe
}

// sets reports whether all builds for the port have a tag. Go is as old as what is generated
// lets it be.
func (p *port) sets(tag string) bool {
	return matches(&build.Context{
		GOOS: p.system, GOARCH: p.arch, Compiler: "gc", ReleaseTags: releases(),
	}, "x.go", "//go:build "+tag+"\n\npackage x\n")
}

// releases lists the tags that stand for versions of Go.
func releases() []string {
	minor, _ := strings.CutPrefix(promises.Language, "go1.")
	last, _ := strconv.Atoi(minor)
	var tags []string
	for n := range last {
		tags = append(tags, "go1."+strconv.Itoa(n+1))
	}
	return tags
}

// known reports whether a name is that of a system or an architecture.
func known(name string) bool {
	return !matches(&build.Context{GOOS: "none", GOARCH: "none"}, "x_"+name+".go", "package x\n")
}

// knownSystem reports whether a name is that of a system: in front of an architecture, names
// of others mean nothing.
func knownSystem(name string) bool {
	return !matches(&build.Context{GOOS: "none", GOARCH: "amd64"}, "x_"+name+"_amd64.go", "package x\n")
}

// matches reports whether a build has a file with the name and text.
func matches(ctx *build.Context, name, text string) bool {
	ctx.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
	ok, err := ctx.MatchFile("", name)
	return ok && err == nil
}
