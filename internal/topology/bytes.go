package topology

import (
	"fmt"
	"slices"
)

// This file is how large requests and answers are, and what sends them.

// fixedLaw is that of sizes which do not vary.
const fixedLaw = "fixed"

// sizeFigures returns the figures of sizes; none where nothing is said of any.
func sizeFigures(size, answer, law, spread string) []Figure {
	if size == "" && answer == "" {
		return nil
	}
	return []Figure{
		{Name: "size", Given: size},
		{Name: "answer", Given: answer},
		{Name: "size_law", Given: law, Default: fixedLaw},
		{Name: "size_spread", Given: spread, Default: "1"},
	}
}

// speaksOf reports whether a component has a figure of bytes or of how a limit is kept,
// which only those have that say something of them; it has all others.
func (c *Component) speaksOf(f Figure) bool {
	switch f.Name {
	case "size", "answer", "size_law", "size_spread":
		return len(c.Classes) == 0 && (c.Size != "" || c.Answer != "")
	case "bitrate", "segment", "length", "start", "rebuffer", "ahead":
		return c.Plays()
	case "bandwidth":
		return f.Given != ""
	case "durability", "flush":
		return c.Durability != ""
	case "algorithm", "period", "burst", "per", "scope":
		return c.Limit != ""
	}
	return true
}

// HasBytes reports whether anything that is sent has a size.
func (s *Spec) HasBytes() bool {
	return slices.ContainsFunc(s.Components, func(c Component) bool {
		return c.Size != "" || c.Answer != "" || c.Plays() ||
			slices.ContainsFunc(c.Classes, func(k Class) bool { return k.Size != "" || k.Answer != "" }) ||
			slices.ContainsFunc(c.Calls, func(k Call) bool { return k.Size != "" || k.Answer != "" })
	})
}

// sizes checks what is said of the sizes of a client or a class.
func (c *checker) sizes(at, size, answer, law, spread string) {
	if size == "" && answer == "" && (law != "" || spread != "") {
		c.add(at+".size_law", "nothing has a size that could vary; write size or answer, which are means, or remove size_law and size_spread")
	}
}

// bytes checks that what has a bandwidth has something to send.
func (c *checker) bytes() {
	if c.spec.HasBytes() {
		return
	}
	for i, component := range c.spec.Components {
		if component.Bandwidth != "" {
			c.add(fmt.Sprintf("components[%d].bandwidth", i), "nothing that is sent has a size; write one at a client or its classes, such as answer: 100 kB, or remove bandwidth")
			return
		}
	}
}
