package network

import (
	"math/rand/v2"
	"slices"
	"strings"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/topology"
)

// A class is what requests have in common that make the same calls. The first two are
// the reads and writes of clients that name none.
type class struct {
	name  string // empty for the first two
	write bool
	rec   *sim.Recorder // of its requests alone; nil for the first two
}

// unnamed are how many classes have no name.
const unnamed = 2

// classesOf returns the classes of a topology.
func classesOf(spec *topology.Spec) []class {
	list := []class{{}, {write: true}}
	for _, name := range spec.ClassNames() {
		list = append(list, class{name: name, write: writes(spec, name)})
	}
	return list
}

// writes reports whether requests of a class change something.
func writes(spec *topology.Spec, name string) bool {
	return slices.ContainsFunc(spec.Components, func(c topology.Component) bool {
		return slices.ContainsFunc(c.Classes, func(k topology.Class) bool { return k.Writes && strings.EqualFold(k.Name, name) })
	})
}

// findClass returns the index of a class that has a name.
func findClass(classes []class, name string) int {
	return unnamed + slices.IndexFunc(classes[unnamed:], func(c class) bool { return strings.EqualFold(c.name, name) })
}

// mask returns the classes, as bits, whose requests make a call.
func mask(classes []class, call *topology.Call) uint64 {
	words := call.Restrictions()
	if len(words) == 0 {
		return 1<<len(classes) - 1
	}
	var bits uint64
	for _, word := range words {
		for i, c := range classes {
			if word == "reads" && !c.write || word == "writes" && c.write || c.name != "" && strings.EqualFold(word, c.name) {
				bits |= 1 << i
			}
		}
	}
	return bits
}

// A mix is what part of a client's requests is of which class.
type mix struct {
	classes []int     // of all
	shares  []float64 // of each; they add up to 1
}

// mixOf returns the mix of a client. Shares that add up to more than 1, which
// validate refuses, are cut.
func mixOf(p *system.Plan, classes []class, c *topology.Component, writes float64) mix {
	if len(c.Classes) == 0 {
		return mix{[]int{1, 0}, []float64{writes, 1 - writes}}
	}
	var m mix
	sum, silent := 0., 0
	for _, k := range c.Classes {
		share := -1.
		switch name := c.Name + "." + k.Name; {
		case c.HasRates():
			share = p.Number(name + ".rate")
		case p.Has(name + ".share"):
			share = p.Number(name + ".share")
		default:
			silent++
		}
		sum += max(0, share)
		m.classes = append(m.classes, findClass(classes, k.Name))
		m.shares = append(m.shares, share)
	}
	for i, share := range m.shares {
		switch {
		case c.HasRates():
			m.shares[i] /= sum
		case share < 0:
			m.shares[i] = max(0, 1-sum) / float64(silent)
		}
	}
	return m
}

// unsharedClasses returns what is wrong with the shares of a client's classes together.
func unsharedClasses(p *system.Plan, c *topology.Component) system.Problems {
	if len(c.Classes) == 0 || c.HasRates() {
		return nil
	}
	var names []string
	for _, k := range c.Classes {
		names = append(names, c.Name+"."+k.Name)
	}
	return unshared(p, names, "the classes of "+c.Name, "its requests")
}

// unshared returns what is wrong with the shares of the requests that some have together.
func unshared(p *system.Plan, names []string, who, what string) system.Problems {
	var problems system.Problems
	sum, silent, first := 0., false, ""
	for _, name := range names {
		if !p.Has(name + ".share") {
			silent = true
			continue
		}
		sum += p.Number(name + ".share")
		first = name + ".share"
	}
	const rounding = 1e-6
	problems.Check(sum <= 1+rounding, first, "%s have %s of %s together; write less, 100%% in all", who, system.Ratio.Format(sum), what)
	problems.Check(silent || sum >= 1-rounding, first, "%s have only %s of %s together; write more, or leave one without a share, which gets the rest", who, system.Ratio.Format(sum), what)
	return problems
}

// A chooser draws the class of a client's requests.
type chooser struct {
	mix
	until  []float64 // the sums of the shares up to each
	random *rand.Rand
}

func newChooser(m mix, random *rand.Rand) chooser {
	c := chooser{mix: m, random: random}
	sum := 0.
	for _, share := range m.shares {
		sum += share
		c.until = append(c.until, sum)
	}
	return c
}

// draw returns a class.
func (c *chooser) draw() int {
	u := c.random.Float64()
	for i, until := range c.until[:len(c.until)-1] {
		if u < until {
			return c.classes[i]
		}
	}
	return c.classes[len(c.classes)-1]
}

// classMetrics returns those of each class by itself.
func classMetrics(spec *topology.Spec) []system.Metric {
	var list []system.Metric
	for _, name := range spec.ClassNames() {
		list = append(list, ownMetrics(spec, name, "Of "+name+" alone. ")...)
	}
	return list
}

// ownMetrics returns those of a part of the requests by itself.
func ownMetrics(spec *topology.Spec, name, whose string) []system.Metric {
	var list []system.Metric
	for _, metric := range slices.Concat(terms.Latency("latency"), outcomes(spec)) {
		metric.Name = name + "_" + metric.Name
		metric.Doc = whose + metric.Doc
		list = append(list, metric)
	}
	return list
}

// measureClasses sets the metrics of each class.
func (m *model) measureClasses(r *system.Result) {
	for _, c := range m.classes[unnamed:] {
		m.measureOwn(r, c.name, c.rec)
	}
}

// measureOwn sets the metrics of a part of the requests.
func (m *model) measureOwn(r *system.Result, whose string, rec *sim.Recorder) {
	var own system.Result
	own.MeasureTimes("latency", rec, system.Percentiles...)
	own.MeasureOutcomes(rec)
	if refuses(m.spec) {
		own.MeasureRefused(rec)
	}
	for name, value := range own.Metrics {
		r.Set(whose+"_"+name, value)
	}
	for name, interval := range own.Intervals {
		r.Intervals[whose+"_"+name] = interval
	}
	if n := rec.Counts().All(); n < 1000 {
		r.Warn("only %d requests of %s were measured; its higher percentiles need thousands", n, whose)
	}
}
