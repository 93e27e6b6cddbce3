package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"spar/internal/sanitize"
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

// writeJSON writes a part of a document to stdout. What a terminal must not get is
// escaped, and so is what is not ASCII where nothing else can be shown: a document must
// not lose a character.
func (e *Env) writeJSON(part []byte) error {
	ascii := e.ascii()
	_, err := e.Stdout.Write(escaped(part, func(r rune) bool {
		return r == '\n' || r < utf8.RuneSelf && r >= ' ' && r != 0x7f || !ascii && sanitize.Allowed(r)
	}))
	return err
}

// escaped writes characters that are not plain as \u and four digits of UTF-16
// (RFC 8259, section 7).
func escaped(document []byte, plain func(rune) bool) []byte {
	var out []byte
	for _, r := range string(document) {
		switch high, low := utf16.EncodeRune(r); {
		case plain(r):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}
