package topology

import (
	"maps"
	"slices"
)

// takePrices takes the prices of a reference: those of its components go to the ones that
// stand for them. What the system itself says stays.
func (s *Spec) takePrices(reference *Spec) {
	if len(reference.Prices) == 0 {
		return
	}
	prices := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(reference.Prices)) {
		if i := reference.Find(name); i < 0 || string(reference.Components[i].Kind) == name {
			prices[name] = reference.Prices[name]
			continue
		}
		for _, c := range s.Match(reference, name) {
			prices[c.Name] = reference.Prices[name]
		}
	}
	maps.Copy(prices, s.Prices)
	s.Prices = prices
}

// ComponentNames returns the names of all components, in their order.
func (s *Spec) ComponentNames() []string {
	names := make([]string, len(s.Components))
	for i := range s.Components {
		names[i] = s.Components[i].Name
	}
	return names
}

// WithPrices returns the system with prices, which replace its own where both name one.
func (s *Spec) WithPrices(prices map[string]string) *Spec {
	with := *s
	with.Prices = maps.Clone(s.Prices)
	if with.Prices == nil {
		with.Prices = map[string]string{}
	}
	maps.Copy(with.Prices, prices)
	for name := range prices {
		if _, both := s.Prices[name]; both {
			with.repriced = append(slices.Clone(with.repriced), name)
		}
	}
	slices.Sort(with.repriced)
	return &with
}

// Repriced returns the names of the prices of the system that [Spec.WithPrices] replaced,
// sorted.
func (s *Spec) Repriced() []string { return s.repriced }
