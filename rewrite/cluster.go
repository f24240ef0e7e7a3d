package rewrite

import (
	"go/ast"
	"slices"

	"github.com/unnest-go/unnest/analyzer/chain"
	"github.com/unnest-go/unnest/rewrite/internal/plan"
)

// A cluster is a finding, or those that a group makes one of: they are
// rewritten together.
type cluster struct {
	findings []*chain.Finding // in source order
	group    *plan.Group      // nil for a finding by itself
	names    *plan.Names
	notes    []string // groups that the findings look like and do not belong to
}

// clusters sorts the findings of a file, or those in the bodies of another one,
// and looks for groups.
func clusters(src *plan.Source, findings []*chain.Finding, names func() *plan.Names) []*cluster {
	lists := make(map[ast.Node][]*chain.Finding)
	for _, f := range findings {
		list := f.Chain.Head().List
		if _, seen := lists[list]; !seen {
			lists[list] = nil
		}
		if whole(f) {
			lists[list] = append(lists[list], f)
		}
	}
	clusterOf := make(map[*chain.Finding]*cluster)
	var all []*cluster
	for _, f := range findings {
		list := f.Chain.Head().List
		if members := lists[list]; len(members) > 0 {
			gather(src, members, names(), clusterOf)
			delete(lists, list)
		}
		c := clusterOf[f]
		if c == nil {
			c = &cluster{names: names()}
			clusterOf[f] = c
		}
		if c.group != nil && isSingle(f) {
			continue // it is in the group as it stands
		}
		if len(c.findings) == 0 {
			all = append(all, c)
		}
		c.findings = append(c.findings, f)
	}
	return all
}

// gather finds the groups among the findings of one list of statements.
func gather(
	src *plan.Source, members []*chain.Finding, names *plan.Names, clusterOf map[*chain.Finding]*cluster,
) {
	var chains, singles []*chain.Chain
	for _, f := range members {
		if isSingle(f) {
			singles = append(singles, f.Chain)
		} else {
			chains = append(chains, f.Chain)
		}
	}
	if len(chains) == 0 {
		return
	}
	groups, notes := plan.NewGroups(src, chains, singles, names)
	for _, g := range groups {
		c := &cluster{group: g, names: names}
		for _, m := range g.Members {
			is := func(f *chain.Finding) bool { return f.Chain.Head().Stmt == m.Stmt }
			if at := slices.IndexFunc(members, is); at >= 0 {
				clusterOf[members[at]] = c
			}
		}
	}
	if first := members[0]; clusterOf[first] == nil {
		clusterOf[first] = &cluster{notes: notes, names: names}
	} else {
		clusterOf[first].notes = notes
	}
}

// isSingle reports whether a finding is of a single callback, and of no pyramid.
func isSingle(f *chain.Finding) bool { return f.Chain.Outcomes() < pyramid }

// whole reports whether all of a chain becomes one part that ends.
func whole(f *chain.Finding) bool {
	return !f.Refused() && len(f.Cuts) == 0 && f.Chain.Head().Stmt != nil && f.Chain.Round == nil
}
