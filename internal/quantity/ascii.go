package quantity

import "strings"

// ASCII writes a text of this package, such as a reading, with ASCII signs only:
// "2 * 5 us" for "2 × 5 µs". What came from a line stays as it is.
func ASCII(text string) string {
	return strings.NewReplacer("×", "*", "÷", "/", "−", "-", "≈", "~", "→", "->", "·", "*", "µ", "u").Replace(text)
}
