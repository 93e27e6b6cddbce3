package shortid

import (
	"fmt"
	"math/bits"
)

// Alphabet is the digits of base62, from zero up.
const Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

const base = uint64(len(Alphabet))

// The widths, in characters, that codes may have.
const (
	MinWidth = 5
	MaxWidth = 10
)

const maxDigits = 11 // of the largest uint64

// Space returns how many codes of a width there are: 62^width, up to a width of
// [MaxWidth].
func Space(width int) uint64 {
	n := uint64(1)
	for range width {
		n *= base
	}
	return n
}

// Width returns the fewest characters that tell so many codes apart; those of 0
// and 1 is one.
func Width(codes uint64) int {
	width := 1
	for left := (max(codes, 1) - 1) / base; left > 0; left /= base {
		width++
	}
	return width
}

// Append appends a number in base62, without leading zeros.
func Append(dst []byte, n uint64) []byte {
	var digits [maxDigits]byte
	i := len(digits)
	for {
		i--
		digits[i] = Alphabet[n%base]
		n /= base
		if n == 0 {
			return append(dst, digits[i:]...)
		}
	}
}

// AppendWidth appends a number in base62 with leading zeros up to a width, of
// which a larger number keeps the last digits only.
func AppendWidth(dst []byte, n uint64, width int) []byte {
	for range width {
		dst = append(dst, '0')
	}
	for i := 1; i <= width; i++ {
		dst[len(dst)-i] = Alphabet[n%base]
		n /= base
	}
	return dst
}

// Decode returns the number that base62 digits say. Leading zeros count for
// nothing.
func Decode(code string) (uint64, error) {
	if code == "" {
		return 0, fmt.Errorf("decode base62: the code is empty")
	}
	n := uint64(0)
	for i := range len(code) {
		digit := digitOf(code[i])
		if digit < 0 {
			return 0, fmt.Errorf("decode base62 %q: character %d is none of 0-9, a-z and A-Z", code, i+1)
		}
		over, product := bits.Mul64(n, base)
		sum, carry := bits.Add64(product, uint64(digit), 0)
		if over != 0 || carry != 0 {
			return 0, fmt.Errorf("decode base62 %q: more than 64 bits; the largest code is %s", code, Append(nil, 1<<64-1))
		}
		n = sum
	}
	return n, nil
}

// digitOf returns the value of a digit, negative if it is none.
func digitOf(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 36
	}
	return -1
}
