package price

// Usage is what a component takes, on average over a time.
type Usage struct {
	Component, Kind string
	Instances       float64 // that are paid for
	// MemoryBytes is what all instances of a cache hold, StoredBytes what all copies of
	// a store keep.
	MemoryBytes, StoredBytes float64
	// EgressPerSecond is what is sent to the internet, CrossRegionPerSecond what is sent
	// to other regions; in bytes.
	EgressPerSecond, CrossRegionPerSecond float64
}

// PerMonth returns what a component costs a month, in dollars. What others run costs
// nothing here.
func (p Prices) PerMonth(u Usage) float64 {
	machine, ok := p.base[u.Component]
	if _, entry := dims[u.Component]; !ok || entry {
		machine = p.base[u.Kind]
	}
	second := float64(u.Instances * machine)
	if beyond := u.MemoryBytes - float64(u.Instances*NodeMemory); beyond > 0 && u.Kind == "cache" {
		second += float64(beyond * p.base[Memory])
	}
	second += float64(u.StoredBytes * p.base[Storage])
	egress := p.base[Egress]
	if u.Kind == "cdn" {
		egress = p.base[CDNEgress]
	}
	second += float64(u.EgressPerSecond * egress)
	second += float64(u.CrossRegionPerSecond * p.base[CrossRegion])
	return second * Month
}
