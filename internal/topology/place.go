package topology

import (
	"fmt"
	"strings"
)

// PlaceOf returns where a specification has the figure of a parameter, such as
// "components[2].calls[0].share" for "app.db.share"; empty if it is nowhere.
func (s *Spec) PlaceOf(parameter string) string {
	if s == nil {
		return ""
	}
	if at := s.placeOfRegion(parameter); at != "" {
		return at
	}
	for i := range s.Components {
		c := &s.Components[i]
		rest, ok := strings.CutPrefix(parameter, c.Name+".")
		if !ok {
			continue
		}
		at := fmt.Sprintf("components[%d].", i)
		if c.field(rest) != nil {
			return at + rest
		}
		for k := range c.Classes {
			if figure, ok := strings.CutPrefix(rest, c.Classes[k].Name+"."); ok {
				return fmt.Sprintf("%sclasses[%d].%s", at, k, figure)
			}
		}
		for j := range c.Calls {
			if figure, ok := strings.CutPrefix(parameter, c.CallName(j)+"."); ok && !strings.Contains(figure, ".") {
				return fmt.Sprintf("%scalls[%d].%s", at, j, figure)
			}
		}
	}
	return ""
}

// CallName returns what the parameters of a call begin with: app.db, and app.db.2 for
// a second call from app to db.
func (c *Component) CallName(j int) string {
	nth := 1
	for _, earlier := range c.Calls[:j] {
		if earlier.To == c.Calls[j].To {
			nth++
		}
	}
	if nth > 1 {
		return fmt.Sprintf("%s.%s.%d", c.Name, c.Calls[j].To, nth)
	}
	return c.Name + "." + c.Calls[j].To
}
