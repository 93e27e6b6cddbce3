package network

import (
	"spar/internal/system"
	"spar/internal/topology"
)

// egressOf returns how many bytes a second each component, by its index, can be expected
// to send to clients: as long as all goes well, and as the profiles of clients have it.
func egressOf(p *system.Plan, spec *topology.Spec) []float64 {
	egress := make([]float64, len(spec.Components))
	if !spec.HasBytes() {
		return egress
	}
	classes, hit := classesOf(spec), sizeOf(p, spec).hits(p)
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind != topology.Client {
			continue
		}
		rate, writes := clientFigures(p, spec, c.Name)
		if profile, ok := profileOf(p, c); ok {
			rate *= profile.Mean(0, p.End)
		}
		mix := mixOf(p, classes, c, writes)
		for j := range c.Calls {
			call := &c.Calls[j]
			name, makes := c.CallName(j), mask(classes, call)
			read, write := odds(p, spec, call, hit)
			each := float64(rate * p.Number(name+".share") * times(p, spec, c, j))
			for k, class := range mix.classes {
				if makes>>class&1 == 0 {
					continue
				}
				bytes := answerBytes(p, c, classes[class].name)
				if own := ownSize(p, name+".answer"); own >= 0 {
					bytes = own
				} else if call.Async {
					bytes = 0
				}
				odds := read
				if classes[class].write {
					odds = write
				}
				egress[spec.Find(call.To)] += float64(each * mix.shares[k] * odds * bytes)
			}
		}
	}
	return egress
}
