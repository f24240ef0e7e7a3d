package builds

import (
	"cmp"
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

// Having is the builds that have what stands under a constraint, those that most people make
// first. Of the tags that it depends on, no more than a few are tried both ways.
func (p Ports) Having(expr constraint.Expr) iter.Seq[*Build] {
	return func(yield func(*Build) bool) {
		for _, port := range p {
			if !(&Build{port, nil}).having(expr, yield) {
				return
			}
		}
	}
}

// having yields those of several builds that have something, until it is to stop.
func (b *Build) having(expr constraint.Expr, yield func(*Build) bool) bool {
	switch b.Has(expr) {
	case No:
		return true
	case Yes:
		return yield(b)
	case Maybe: // some do
	}
	const most = 10
	tag := b.open(expr)
	usual := tag == cgo // and no other tag
	for _, on := range []bool{usual, !usual} {
		one := &Build{b.port, map[string]bool{tag: on}}
		maps.Copy(one.chosen, b.chosen)
		if !one.having(expr, yield) {
			return false
		}
		if len(b.chosen) >= most {
			break
		}
	}
	return true
}

// open is a tag on which it depends whether builds have something, "" for none.
func (b *Build) open(expr constraint.Expr) string {
	if b.Has(expr) != Maybe {
		return ""
	}
	switch expr := expr.(type) {
	case *constraint.TagExpr:
		return expr.Tag
	case *constraint.NotExpr:
		return b.open(expr.X)
	case *constraint.AndExpr:
		return cmp.Or(b.open(expr.X), b.open(expr.Y))
	case *constraint.OrExpr:
		return cmp.Or(b.open(expr.X), b.open(expr.Y))
	}
	return ""
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

// Usually reports whether the build has what stands under a constraint, with none of the tags that are
// not chosen but for cgo.
func (b *Build) Usually(expr constraint.Expr) bool {
	return expr == nil || expr.Eval(func(tag string) bool {
		has := b.tag(tag)
		return has == Yes || has == Maybe && tag == cgo
	})
}

// HasAny says whether the build has one of what stands under several constraints.
func (b *Build) HasAny(list []constraint.Expr) Answer {
	answer := No
	for _, expr := range list {
		answer = max(answer, b.Has(expr))
	}
	return answer
}
