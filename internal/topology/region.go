package topology

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// This file is where components stand.

// A Region is a part of the world in which clients and components stand. What is called
// across regions takes a round trip between them more.
type Region struct {
	// Name by which components and faults know it, such as "eu": a word as that of a
	// component, and of none of them.
	Name string `yaml:"name" json:"name"`
	// Share of the requests of clients that stand in several regions, 0% to 100%; what
	// the others leave where it is empty. Of a client that stands in some of them those
	// are in proportion.
	Share string `yaml:"share,omitempty" json:"share,omitempty"`
	// RoundTrips to other regions, by their names: {us: 90 ms}. One of two regions says
	// it; where none does, and both have names of the world's, the list has it.
	RoundTrips map[string]string `yaml:"round_trips,omitempty" json:"round_trips,omitempty"`
}

// SetName makes a region of its name alone, as in regions: [eu, us].
func (r *Region) SetName(name string) { r.Name = name }

// Words are several with commas between them, "eu, us"; a file may have them as a list.
type Words string

// SetList makes words of a list.
func (w *Words) SetList(items []string) { *w = Words(strings.Join(items, ", ")) }

// allRegions is the word for every region.
const allRegions = "all"

// MostRegions of a topology.
const MostRegions = 16

// RegionNames returns the names of all regions, in their order.
func (s *Spec) RegionNames() []string {
	names := make([]string, len(s.Regions))
	for i := range s.Regions {
		names[i] = s.Regions[i].Name
	}
	return names
}

// StandsIn returns the regions of a component by their indices, in its order. Where it
// names none it is the first of the topology; a client's is every region if any has a
// share, which says that clients are there.
func (s *Spec) StandsIn(c *Component) []int {
	var list []int
	shared := slices.ContainsFunc(s.Regions, func(r Region) bool { return r.Share != "" })
	if c.everywhere() || c.Region == "" && c.Kind == Client && shared {
		for i := range s.Regions {
			list = append(list, i)
		}
		return list
	}
	for word := range strings.SplitSeq(string(c.Region), ",") {
		if i := s.findRegion(strings.TrimSpace(word)); i >= 0 {
			list = append(list, i)
		}
	}
	if len(list) == 0 && len(s.Regions) > 0 {
		return []int{0}
	}
	return list
}

// everywhere reports whether a component names all regions at once.
func (c *Component) everywhere() bool {
	return strings.EqualFold(strings.TrimSpace(string(c.Region)), allRegions)
}

func (s *Spec) findRegion(name string) int {
	return slices.IndexFunc(s.Regions, func(r Region) bool { return strings.EqualFold(r.Name, name) })
}

// A Distance is how far two regions are from each other.
type Distance struct {
	From, To  int    // regions; From is the earlier one
	RoundTrip Figure // between them
	Where     string // the specification states it, such as "regions[1].round_trips.eu"; empty if the list does
}

// Distances returns those of all regions from each other.
func (s *Spec) Distances() []Distance {
	var list []Distance
	for j := range s.Regions {
		for i := range j {
			d := Distance{From: i, To: j, RoundTrip: Figure{Name: "round_trip", Default: listedRoundTrip(s.Regions[i].Name, s.Regions[j].Name)}}
			for _, way := range [][2]int{{i, j}, {j, i}} {
				to := s.Regions[way[1]].Name
				for name, stated := range s.Regions[way[0]].RoundTrips {
					if strings.EqualFold(name, to) {
						d.RoundTrip.Given, d.Where = stated, fmt.Sprintf("regions[%d].round_trips.%s", way[0], name)
					}
				}
			}
			list = append(list, d)
		}
	}
	return list
}

// DistanceName returns what the parameter of a distance begins with: eu.us.
func (s *Spec) DistanceName(d Distance) string {
	return s.Regions[d.From].Name + "." + s.Regions[d.To].Name
}

// regions checks those of a topology, and where components stand.
func (c *checker) regions() {
	if n := len(c.spec.Regions); n == 1 || n > MostRegions {
		c.add("regions", "%d regions; write 2 to %d, or none", n, MostRegions)
		return
	}
	for i := range c.spec.Regions {
		c.region(i)
	}
	sound := func(i int) bool {
		return isName(c.spec.Regions[i].Name) && c.spec.findRegion(c.spec.Regions[i].Name) == i
	}
	for _, d := range c.spec.Distances() {
		if d.RoundTrip.Value() == "" && sound(d.From) && sound(d.To) {
			from, to := c.spec.Regions[d.From].Name, c.spec.Regions[d.To].Name
			c.add(fmt.Sprintf("regions[%d].name", d.To), "nothing says how far %s is from %s; write round_trips: {%s: 90 ms} here, or name regions of the world: %s", to, from, from, strings.Join(WorldRegions(), ", "))
		}
	}
	for i := range c.spec.Components {
		c.stands(fmt.Sprintf("components[%d]", i), &c.spec.Components[i])
	}
}

func (c *checker) region(i int) {
	r, at := &c.spec.Regions[i], fmt.Sprintf("regions[%d]", i)
	switch {
	case !isName(r.Name):
		c.add(at+".name", notName, r.Name, longestName)
	case strings.EqualFold(r.Name, allRegions):
		c.add(at+".name", "%q stands for every region; write another", r.Name)
	case c.spec.Find(r.Name) >= 0:
		c.add(at+".name", "%q is the name of a component; write another", r.Name)
	case slices.ContainsFunc(c.spec.ClassNames(), func(class string) bool { return strings.EqualFold(class, r.Name) }):
		c.add(at+".name", "%q is the name of a class of requests; write another", r.Name)
	case c.spec.findRegion(r.Name) < i:
		c.add(at+".name", "%q is a region already; write another, or remove one of them", r.Name)
		return
	}
	for name := range r.RoundTrips {
		switch to := c.spec.findRegion(name); {
		case to < 0:
			c.add(at+".round_trips."+name, "no region %q; %s", name, oneOf(name, c.spec.RegionNames()))
		case to == i:
			c.add(at+".round_trips."+name, "a region is not far from itself; what is called there takes the parameter network; remove it")
		case to > i && hasFold(c.spec.Regions[to].RoundTrips, r.Name):
			c.add(at+".round_trips."+name, "%s says it, too; remove one of them", name)
		}
	}
}

func hasFold(list map[string]string, name string) bool {
	for key := range list {
		if strings.EqualFold(key, name) {
			return true
		}
	}
	return false
}

// stands checks where a component does.
func (c *checker) stands(at string, component *Component) {
	if component.Region == "" || component.everywhere() && len(c.spec.Regions) > 0 {
		return
	}
	if len(c.spec.Regions) == 0 {
		c.add(at+".region", "the topology has no regions; write regions: [{name: eu}, {name: us}] beside components, or remove region")
		return
	}
	var seen []int
	for word := range strings.SplitSeq(string(component.Region), ",") {
		word = strings.TrimSpace(word)
		k := c.spec.findRegion(word)
		switch {
		case strings.EqualFold(word, allRegions):
			c.add(at+".region", "all is every region; write it alone")
		case word == "":
			c.add(at+".region", "a name is missing beside a comma; write them as in \"%s\"", strings.Join(c.spec.RegionNames(), ", "))
		case k < 0:
			c.add(at+".region", "no region %q; %s", word, oneOf(word, c.spec.RegionNames()))
		case slices.Contains(seen, k):
			c.add(at+".region", "%q stands here twice; remove one of them", word)
		}
		seen = append(seen, k)
	}
}

// eachRegion checks that a call of each part knows which parts there are.
func (c *checker) eachRegion(at string, call *Call) {
	if k, known := c.index[strings.ToLower(call.To)]; known && call.Keys == EachPart {
		if to := &c.spec.Components[k]; to.Kind != Store && len(c.spec.StandsIn(to)) > 1 {
			c.add(at+".keys", "%s stands in several regions, and a call goes to the nearest; write own, or times", to.Name)
		}
	}
}

// mapRegions returns a copy of the regions in which f has replaced every figure.
func (s *Spec) mapRegions(f func(string) string) []Region {
	mapped := slices.Clone(s.Regions)
	for i := range mapped {
		r := &mapped[i]
		if r.Share != "" {
			r.Share = f(r.Share)
		}
		r.RoundTrips = maps.Clone(r.RoundTrips)
		for name, stated := range r.RoundTrips {
			r.RoundTrips[name] = f(stated)
		}
	}
	return mapped
}

// takeRegions takes the regions of a reference where a design has none.
func (s *Spec) takeRegions(reference *Spec) {
	if len(s.Regions) == 0 {
		s.Regions = slices.Clone(reference.Regions)
	}
}

// placeOfRegion returns where a specification has the figure of a region's parameter.
func (s *Spec) placeOfRegion(parameter string) string {
	for i, r := range s.Regions {
		if parameter == r.Name+".share" {
			return fmt.Sprintf("regions[%d].share", i)
		}
	}
	for _, d := range s.Distances() {
		if parameter == s.DistanceName(d)+".round_trip" {
			return d.Where
		}
	}
	return ""
}
