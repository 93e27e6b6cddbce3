package topology

import (
	"fmt"
	"slices"
	"strings"
)

// A Class is one sort of a client's requests, such as "post" or "match": it has metrics
// of its own, and calls may be only for it. Clients whose classes have one name make
// requests of one class.
type Class struct {
	// Name by which calls and metrics know it: a word as that of a component, and of
	// none of them.
	Name string `yaml:"name" json:"name"`
	// Share of the client's requests, 0% to 100%; what the others leave where it is
	// empty. It does not go along with Rate.
	Share string `yaml:"share,omitempty" json:"share,omitempty"`
	// Rate at which its requests arrive. Either all classes of a client have one or
	// none has.
	Rate string `yaml:"rate,omitempty" json:"rate,omitempty"`
	// Writes says that its requests change something.
	Writes bool `yaml:"writes,omitempty" json:"writes,omitempty"`

	// Size of a request, the mean; a write carries what it writes.
	Size string `yaml:"size,omitempty" json:"size,omitempty"`
	// Answer is the size of what comes back, from whoever is asked for it.
	Answer string `yaml:"answer,omitempty" json:"answer,omitempty"`
	// SizeLaw is how both vary together from request to request: fixed, exponential,
	// lognormal or pareto. A few large files are one of the latter two.
	SizeLaw string `yaml:"size_law,omitempty" json:"size_law,omitempty"`
	// SizeSpread is the standard deviation of that over its mean, for lognormal and
	// pareto: 1 unless given.
	SizeSpread string `yaml:"size_spread,omitempty" json:"size_spread,omitempty"`
}

// MostClasses of all clients together.
const MostClasses = 32

// Figures returns those of a class, with their defaults.
func (c *Class) Figures() []Figure {
	first := Figure{Name: "share", Given: c.Share}
	if c.Rate != "" {
		first = Figure{Name: "rate", Given: c.Rate}
	}
	return append([]Figure{first}, sizeFigures(c.Size, c.Answer, c.SizeLaw, c.SizeSpread)...)
}

// HasRates reports whether the classes of a client have rates of their own.
func (c *Component) HasRates() bool { return len(c.Classes) > 0 && c.Classes[0].Rate != "" }

// ClassNames returns the names of all classes, in their order.
func (s *Spec) ClassNames() []string {
	if s == nil {
		return nil
	}
	var names []string
	taken := map[string]bool{}
	for i := range s.Components {
		for _, class := range s.Components[i].Classes {
			if key := strings.ToLower(class.Name); !taken[key] {
				taken[key] = true
				names = append(names, class.Name)
			}
		}
	}
	return names
}

// Restrictions returns the words of Only: reads, writes, names of classes. A request to
// which one of them applies makes the call.
func (c *Call) Restrictions() []string {
	var words []string
	for word := range strings.SplitSeq(string(c.Only), ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// classes checks those of a client.
func (c *checker) classes(at string, component *Component) {
	if len(component.Classes) == 0 {
		return
	}
	if component.Kind != Client {
		c.add(at+".classes", "requests begin at clients, and a %s has none of its own; move classes to a client", component.Kind)
		return
	}
	if component.Writes != "" {
		c.add(at+".writes", "the classes of %s say which of its requests change something; remove writes here", component.Name)
	}
	for _, f := range sizeFigures(component.Size, component.Answer, component.SizeLaw, component.SizeSpread) {
		if f.Given != "" {
			c.add(at+"."+f.Name, "the classes of %s have sizes of their own; move %s to them", component.Name, f.Name)
		}
	}
	for k, class := range component.Classes {
		c.class(fmt.Sprintf("%s.classes[%d]", at, k), component, k, class)
	}
}

func (c *checker) class(at string, component *Component, k int, class Class) {
	name := class.Name
	if !isName(name) {
		c.add(at+".name", notName, name, longestName)
	} else if strings.EqualFold(name, onlyReads) || strings.EqualFold(name, onlyWrites) {
		c.add(at+".name", "%q stands for all that read or write; write another", name)
	} else if c.spec.Find(name) >= 0 {
		c.add(at+".name", "%q is the name of a component; write another", name)
	}
	if slices.ContainsFunc(component.Classes[:k], func(earlier Class) bool { return strings.EqualFold(earlier.Name, name) }) {
		c.add(at+".name", "%q is a class of %s already; write another, or remove one of them", name, component.Name)
		return
	}
	for i := range c.spec.Components {
		other := &c.spec.Components[i]
		if other != component && slices.ContainsFunc(other.Classes, func(k Class) bool { return strings.EqualFold(k.Name, name) && k.Writes && !class.Writes }) {
			c.add(at+".writes", "requests of %s change something at %s and not here; write the same at both, or another name", name, other.Name)
		}
	}
	c.sizes(at, class.Size, class.Answer, class.SizeLaw, class.SizeSpread)
	switch {
	case class.Rate != "" && class.Share != "":
		c.add(at+".share", "a class has a rate or a share of its client's; remove one of them")
	case class.Rate != "" && component.IsClosed():
		c.add(at+".rate", "users of %s send the next request after the answer, at no rate; write a share", component.Name)
	case (class.Rate != "") != component.HasRates():
		c.add(at+".rate", "give each class of %s a rate, or each a share", component.Name)
	case class.Rate != "" && component.Rate != "" && k == 0:
		c.add(at+".rate", "%s has a rate already, of which classes have shares; remove one of them", component.Name)
	}
}

// only checks what a call is restricted to.
func (c *checker) only(at string, call *Call) {
	known := append([]string{onlyReads, onlyWrites}, c.spec.ClassNames()...)
	for _, word := range call.Restrictions() {
		if !slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, word) }) {
			c.add(at+".only", "%q is neither reads nor writes, nor a class of requests; %s", word, oneOf(word, known))
		}
	}
}
