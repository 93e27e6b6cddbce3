package solve

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

// mostTimes is how many times as many members are tried at most.
const mostTimes = 64

// grow goes on doubling members of which more help, as long as they help: a design that is
// too small by a factor of twelve needs no pair of changes.
func (c *cure) grow(ctx context.Context, best *attempt) error {
	for best != c.found && best.fails == "" && c.gain(best) > 0 {
		to := 2 * best.remedies[0].to
		if to > mostTimes*best.remedies[0].from {
			return nil
		}
		a := c.known(c.attempt(best.remedies[0].with(to)))
		if a == nil {
			return nil
		}
		if err := c.consider(ctx, a); err != nil {
			return err
		}
		if a != c.found && c.away(a) >= c.away(best) {
			return nil
		}
		best = a
	}
	return nil
}

// with returns the same change to another number of members.
func (m *Remedy) with(to int) *Remedy {
	other := *m
	other.to, other.Text = to, more(m.noun, m.Part, m.from, to)
	other.Settings = []Setting{{m.Settings[0].Parameter, strconv.Itoa(to)}}
	return &other
}

// mostPaired is of how many changes that help most pairs are tried.
const mostPaired = 6

// pairs tries two changes together, of those that help most and of more members.
func (c *cure) pairs(ctx context.Context) error {
	var helps []*attempt
	take := func(list []*attempt, most int) {
		for _, a := range list {
			alike := slices.ContainsFunc(helps, func(better *attempt) bool {
				return a.remedies[0].Sort == better.remedies[0].Sort && a.remedies[0].Part == better.remedies[0].Part
			})
			if !alike && len(helps) < most {
				helps = append(helps, a)
			}
		}
	}
	// Of two parts that have no time left more of one alone may do little.
	members := c.ranked(func(a *attempt) bool { return c.gain(a) >= 0 && a.fails == "" && a.remedies[0].to > 0 })
	slices.SortStableFunc(members, func(a, b *attempt) int { return cmp.Compare(b.remedies[0].step, a.remedies[0].step) })
	take(members, mostPaired/2)
	take(c.ranked(func(a *attempt) bool { return c.gain(a) > 0 }), mostPaired)
	var all []*attempt
	for i, a := range helps {
		for _, b := range helps[i+1:] {
			if pair := c.attempt(a.remedies[0], b.remedies[0]); pair != nil {
				all = append(all, pair)
			}
		}
	}
	for _, a := range all {
		if err := c.consider(ctx, c.known(a)); err != nil {
			return err
		}
	}
	return nil
}

// narrow looks for fewer members that still suffice, taking more never to be worse.
func (c *cure) narrow(ctx context.Context) error {
	if c.found == nil {
		return nil
	}
	for i := range c.found.remedies {
		most := c.found.remedies[i]
		for low, high := most.from, most.to; high-low > 1; {
			to := low + (high-low)/2
			remedies := slices.Clone(c.found.remedies)
			remedies[i] = most.with(to)
			a := c.known(c.attempt(remedies...))
			if a == nil {
				break
			}
			if err := c.consider(ctx, a); err != nil {
				return err
			}
			if a == c.found {
				high = to
			} else {
				low = to
			}
		}
	}
	return nil
}

// known returns the attempt that sets the same, if there is one, or takes this in.
func (c *cure) known(a *attempt) *attempt {
	if a == nil {
		return nil
	}
	for _, other := range c.all {
		if slices.Equal(a.settings, other.settings) {
			return other
		}
	}
	c.all = append(c.all, a)
	return a
}
