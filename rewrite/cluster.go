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
// and looks for groups if it is asked to.
func clusters(
	src *plan.Source, findings []*chain.Finding, names func() *plan.Names, groups bool,
) []*cluster {
	lists := make(map[ast.Node][]*chain.Finding)
	for _, f := range findings {
		list := f.Chain.Head().List
		if _, seen := lists[list]; !seen {
			lists[list] = nil
		}
		if groups && whole(f) {
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
	var chains []*chain.Chain
	for _, f := range members {
		chains = append(chains, f.Chain)
	}
	groups, notes := plan.NewGroups(src, chains, names)
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

// whole reports whether all of a chain becomes one part that ends.
func whole(f *chain.Finding) bool {
	return !f.Refused() && len(f.Cuts) == 0 && f.Chain.Head().Stmt != nil && f.Chain.Round == nil
}
