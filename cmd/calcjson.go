package cmd

import (
	"bytes"
	"encoding/json"
	"errors"

	"spar/internal/capacity"
	"spar/internal/quantity"
)

// lineJSON is a line as `spar calc --json` prints it. What does not exist is
// null: see the help of the command.
type lineJSON struct {
	Input      string         `json:"input"`
	OK         bool           `json:"ok"`
	Value      *float64       `json:"value"`
	Unit       string         `json:"unit"`
	Display    string         `json:"display"`
	Reading    string         `json:"reading"`
	Dimension  map[string]int `json:"dimension"`
	BaseValue  *float64       `json:"base_value"`
	Low        *float64       `json:"low"`
	High       *float64       `json:"high"`
	LikelyLow  *float64       `json:"likely_low"`
	LikelyHigh *float64       `json:"likely_high"`
	Warnings   []string       `json:"warnings"`
	Error      *refusalJSON   `json:"error"`
}

// refusalJSON says why a line was refused.
type refusalJSON struct {
	Message string `json:"message"`
	Offset  int    `json:"offset"`
	Length  int    `json:"length"`
	Fix     string `json:"fix"`
}

func newLineJSON(l capacity.Line) lineJSON {
	r := l.Result
	out := lineJSON{
		Input: l.Text, OK: l.Err == nil, Unit: r.Unit, Display: r.Display, Reading: r.Reading,
		Dimension: dimensionJSON(r.Quantity.Dim()), Warnings: append([]string{}, r.Warnings...),
	}
	if l.Err != nil {
		out.Error = newRefusalJSON(l.Err)
		return out
	}
	if l.Kind == capacity.BlankLine || l.Kind == capacity.SettingLine {
		return out
	}
	base := r.Quantity.Base()
	out.Value, out.BaseValue = &r.Value, &base
	if r.Quantity.IsRange() {
		out.Low, out.High, out.LikelyLow, out.LikelyHigh = &r.Low, &r.High, &r.LikelyLow, &r.LikelyHigh
	}
	return out
}

func dimensionJSON(d quantity.Dim) map[string]int {
	out := make(map[string]int)
	for name, exponent := range map[string]int8{"byte": d.Byte, "second": d.Second, "dollar": d.Dollar} {
		if exponent != 0 {
			out[name] = int(exponent)
		}
	}
	return out
}

func newRefusalJSON(err error) *refusalJSON {
	refused, ok := errors.AsType[*quantity.Error](err)
	if !ok {
		return &refusalJSON{Message: err.Error()}
	}
	return &refusalJSON{refused.Message, refused.Offset, refused.Length, refused.Fix}
}

// jsonAnswers writes one document, a line of it for each line, at once.
type jsonAnswers struct {
	env   *Env
	begun bool
}

func (a *jsonAnswers) line(l capacity.Line) error {
	var buffer bytes.Buffer
	buffer.WriteString(a.separator())
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(newLineJSON(l)); err != nil {
		return err
	}
	// The line break behind an object would stand before the comma.
	return a.env.writeJSON(bytes.TrimSuffix(buffer.Bytes(), []byte("\n")))
}

func (a *jsonAnswers) separator() string {
	if a.begun {
		return ",\n  "
	}
	a.begun = true
	return "{\"lines\": [\n  "
}

func (a *jsonAnswers) end() error {
	text := "\n]}\n"
	if !a.begun {
		text = "{\"lines\": []}\n"
	}
	return a.env.writeJSON([]byte(text))
}
