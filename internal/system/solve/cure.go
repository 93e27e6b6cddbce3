package solve

import (
	"fmt"

	"spar/internal/system"
)

// A Cure is what [Smallest] has found.
type Cure struct {
	System     string   `json:"system"`
	Minimize   Goal     `json:"minimize"`
	Objectives []string `json:"objectives"`
	Seeds      []uint64 `json:"seeds"`
	// Text says in one sentence what was found.
	Text string `json:"text"`
	// Now is the design as it is, and Meets whether it meets every objective already.
	Now   Tried `json:"now"`
	Meets bool  `json:"meets"`
	// Smallest is the smallest change with which every objective is met with every seed; nil
	// for none. Others meet them, too, with the seeds that they ran with, and are larger.
	Smallest *Tried  `json:"smallest"`
	Others   []Tried `json:"others"`
	// Helped come nearer and do not suffice, the nearest first; Idle change little or
	// nothing; Worse are further away, the worst last.
	Helped []Tried `json:"helped"`
	Idle   []Tried `json:"idle"`
	Worse  []Tried `json:"worse"`
	// Untried are changes that the budget did not reach.
	Untried []string `json:"untried"`
	// Stopped is why the search ended early; empty if it did not.
	Stopped string `json:"stopped,omitempty"`
	Runs    int    `json:"runs"`
	Budget  int    `json:"budget"`
}

// A Tried is a design with a change or two, or as it is, and what its runs measured.
type Tried struct {
	Design
	Remedies []Remedy `json:"remedies"`
	Text     string   `json:"text"` // the changes as one would say them
	// AddedMachines and AddedDollars, a month, are what the changes take beyond the design as
	// it is; both may be below zero.
	AddedMachines int      `json:"added_machines"`
	AddedDollars  *float64 `json:"added_dollars_per_month,omitempty"`
	// Margins are, by objective, the 95% confidence interval of its mean over the seeds; null
	// with fewer than five, or where all are alike.
	Margins []*system.Interval `json:"margins"`
	// Pays are sentences on what becomes worse for requests and is no objective's, such as
	// "availability falls from 99.9% to 71%".
	Pays []string `json:"pays,omitempty"`
	// Misses says which objective is missed by most, and by how much; empty if none is.
	Misses string `json:"misses,omitempty"`
}

// Apply returns a scenario with the changes made.
func (t *Tried) Apply(r system.Registry, sc system.Scenario) system.Scenario {
	for i := range t.Remedies {
		sc = t.Remedies[i].Apply(r, sc)
	}
	return sc
}

// Takes says what the changes add to the bill and to the machines.
func (t *Tried) Takes() string {
	machines := "no machine more"
	switch n := t.AddedMachines; {
	case n == 1:
		machines = "one machine more"
	case n > 1:
		machines = fmt.Sprintf("%d machines more", n)
	case n < 0:
		machines = fmt.Sprintf("%d machines fewer", -n)
	}
	const cent = .01
	switch {
	case t.AddedDollars == nil || *t.AddedDollars > -cent && *t.AddedDollars < cent && t.AddedMachines == 0:
		return "with " + machines
	case *t.AddedDollars < 0:
		return fmt.Sprintf("for %s a month less, with %s", system.Dollars.Format(-*t.AddedDollars), machines)
	}
	return fmt.Sprintf("for %s a month more, with %s", system.Dollars.Format(*t.AddedDollars), machines)
}
