package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// printJSON writes one document to stdout.
func (e *Env) printJSON(value any) error {
	var document bytes.Buffer
	encoder := json.NewEncoder(&document)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	return e.writeJSON(document.Bytes())
}

// writeJSON writes a part of a document to stdout. Where nothing but ASCII can be
// shown, other characters are escaped: a document must not lose any.
func (e *Env) writeJSON(part []byte) error {
	if e.ascii() {
		part = escaped(part)
	}
	_, err := e.Stdout.Write(part)
	return err
}

// escaped writes what is not ASCII as \u and four digits of UTF-16 (RFC 8259,
// section 7).
func escaped(document []byte) []byte {
	var out []byte
	for _, r := range string(document) {
		switch high, low := utf16.EncodeRune(r); {
		case r < utf8.RuneSelf:
			out = append(out, byte(r))
		case r > 0xffff:
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}
