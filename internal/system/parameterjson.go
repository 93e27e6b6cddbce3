package system

import "encoding/json"

// MarshalJSON adds the unit of the bounds.
func (p Parameter) MarshalJSON() ([]byte, error) {
	type plain Parameter // without this method
	return json.Marshal(struct {
		plain
		Unit string `json:"unit"`
	}{plain(p), p.unit()})
}

// unit names what the bounds of a parameter are in.
func (p Parameter) unit() string {
	switch p.Kind {
	case Rate:
		return "per_second"
	case Duration:
		return "seconds"
	case Bandwidth:
		return "bytes_per_second"
	case Size:
		return "bytes"
	case Entries:
		return "entries"
	}
	return ""
}
