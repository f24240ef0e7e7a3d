package cps

import "github.com/unnest-go/unnest/analyzer/chain"

// Moments is the set of times at which a function may be called, seen from
// the one that was given it.
type moments uint8

const (
	atOnce  moments = 1 << iota // before the launch returns
	later                       // after, or on another goroutine
	unknown                     // there is no body to read
)

// of returns the moments of calls that happen, at the moments m, inside
// something that is itself run at the moments outer.
func (m moments) within(outer moments) moments {
	var all moments
	if m == 0 {
		return 0
	}
	if outer&atOnce != 0 {
		all |= m
	}
	if outer&later != 0 {
		all |= later
	}
	if outer&unknown != 0 {
		all |= m & later
		if m != later {
			all |= unknown
		}
	}
	return all
}

// timing is the summary of the set.
func (m moments) timing() chain.Timing {
	switch {
	case m == atOnce:
		return chain.AtOnce
	case m&atOnce != 0:
		return chain.Sometimes
	case m == later:
		return chain.Later
	}
	return chain.Unknown
}

// momentsOf is the set that a summary stands for.
func momentsOf(t chain.Timing) moments {
	switch t {
	case chain.AtOnce:
		return atOnce
	case chain.Sometimes:
		return atOnce | later
	case chain.Later:
		return later
	case chain.Unknown:
	}
	return unknown
}
