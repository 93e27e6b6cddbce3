package topology

import (
	"math"
	"slices"
	"strconv"

	"spar/internal/quantity"
)

// This file is clients whose users wait for an answer before they ask for more.

// IsClosed reports whether the requests of a client come from users who wait, in place of
// a rate.
func (c *Component) IsClosed() bool { return c.Kind == Client && c.Users != "" }

// ofUsers are the figures of such a client alone, of other clients those of rates.
var (
	ofUsers = []string{"users", "think", "think_law", "think_spread"}
	ofRates = []string{"rate", "cycle"}
)

// comesBy reports whether a figure is one of the load that a component has; it is for all
// that is no load.
func (c *Component) comesBy(f Figure) bool {
	if c.IsClosed() {
		return !slices.Contains(ofRates, f.Name)
	}
	return !slices.Contains(ofUsers, f.Name)
}

// otherLoad reports whether a figure would give a client users beside a rate, or a rate
// beside users.
func (c *Component) otherLoad(figure string) bool {
	switch {
	case c.IsClosed():
		return slices.Contains(ofRates, figure)
	case c.Rate != "" || c.HasRates() || c.Profile != "":
		return slices.Contains(ofUsers, figure)
	}
	return false
}

// closed checks what is said of users who wait.
func (c *checker) closed(at string, component *Component) {
	if component.Kind != Client {
		return // owners say so
	}
	if component.Users == "" {
		c.useless(at, component, ofUsers, "requests of %s arrive at a rate, and nobody thinks between them; write users, such as 500, in place of the rate, or remove %s")
		return
	}
	switch {
	case component.Rate != "":
		c.add(at+".rate", "users of %s send the next request after the answer, at no rate; remove rate or users", component.Name)
	case component.Profile != "":
		c.add(at+".profile", "a profile is how a rate varies, and %s has users; let a fault change how many, as in \"at 50%% load x2 over 10 min\", or write a rate in place of users", component.Name)
	case component.Cycle != "":
		c.add(at+".cycle", "a cycle is that of a profile, which goes with a rate; remove it")
	}
}

// partOfUsers returns an equal part of so many users, one at the least.
func partOfUsers(users string, of int) string {
	q, err := quantity.Parse(users)
	if of < 2 || err != nil {
		return users
	}
	return strconv.Itoa(max(1, int(math.Round(q.Base()/float64(of)))))
}

// useless tells of figures that a client states and that mean nothing there; the format
// takes its name and the figure's.
func (c *checker) useless(at string, component *Component, figures []string, format string) {
	for _, f := range component.given() {
		if f.Given != "" && slices.Contains(figures, f.Name) {
			c.add(at+"."+f.Name, format, component.Name, f.Name)
		}
	}
}
