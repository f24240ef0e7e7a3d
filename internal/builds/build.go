package builds

import (
	"go/build/constraint"
	"iter"
	"maps"
	"slices"
	"strings"
)

// A Build is one of the builds of a package, or several: of the tags that are not chosen, it
// stands for both.
type Build struct {
	port   *port
	chosen map[string]bool
}

// cgo is the tag of builds that may call C.
const cgo = "cgo"

// String says how to make the build.
func (b *Build) String() string {
	text := b.port.String()
	if on, ok := b.chosen[cgo]; ok && !on {
		text += " without cgo"
	}
	var tags []string
	for _, tag := range slices.Sorted(maps.Keys(b.chosen)) {
		if b.chosen[tag] && tag != cgo {
			tags = append(tags, tag)
		}
	}
	if len(tags) > 0 {
		text += " with -tags=" + strings.Join(tags, ",")
	}
	return text
}

// Builds is the builds that constraints tell apart.
func (p Ports) Builds(by []constraint.Expr) iter.Seq[*Build] {
	tags := mentioned(by)
	return func(yield func(*Build) bool) {
		for _, port := range p {
			free := port.free(tags)
			for choice := range 1 << len(free) {
				b := &Build{port, make(map[string]bool)}
				for i, tag := range free {
					// Most builds have cgo, and no other tags.
					b.chosen[tag] = (choice>>i&1 == 1) != (tag == cgo)
				}
				if !yield(b) {
					return
				}
			}
		}
	}
}

// free lists those of the tags that builds for a port may have or not. That are no more than a
// few; others are not chosen.
func (p *port) free(tags []string) []string {
	const most = 6
	var free []string
	for _, tag := range tags {
		if p.has(tag) == Maybe && len(free) < most {
			free = append(free, tag)
		}
	}
	return free
}

// mentioned lists the tags in constraints.
func mentioned(list []constraint.Expr) []string {
	tags := make(map[string]bool)
	var add func(constraint.Expr)
	add = func(expr constraint.Expr) {
		switch expr := expr.(type) {
		case *constraint.TagExpr:
			tags[expr.Tag] = true
		case *constraint.NotExpr:
			add(expr.X)
		case *constraint.AndExpr:
			add(expr.X)
			add(expr.Y)
		case *constraint.OrExpr:
			add(expr.X)
			add(expr.Y)
		}
	}
	for _, expr := range list {
		add(expr)
	}
	return slices.Sorted(maps.Keys(tags))
}

// An Answer is what is known of a build that may be several.
type Answer int

// Answers, from that which all of the builds give to that which none gives.
const (
	No Answer = iota
	Maybe
	Yes
)

// Has says whether the build has what stands under a constraint.
func (b *Build) Has(expr constraint.Expr) Answer {
	switch expr := expr.(type) {
	case *constraint.TagExpr:
		return b.tag(expr.Tag)
	case *constraint.NotExpr:
		return Yes - b.Has(expr.X)
	case *constraint.AndExpr:
		return min(b.Has(expr.X), b.Has(expr.Y))
	case *constraint.OrExpr:
		return max(b.Has(expr.X), b.Has(expr.Y))
	}
	return Yes // there is none
}

func (b *Build) tag(tag string) Answer {
	on, ok := b.chosen[tag]
	switch {
	case !ok:
		return b.port.has(tag)
	case on:
		return Yes
	}
	return No
}

// HasAny says whether the build has one of what stands under several constraints.
func (b *Build) HasAny(list []constraint.Expr) Answer {
	answer := No
	for _, expr := range list {
		answer = max(answer, b.Has(expr))
	}
	return answer
}
