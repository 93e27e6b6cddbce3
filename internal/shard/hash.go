package shard

import (
	"encoding/binary"
	"math/bits"
)

// Hash spreads a number over all 64 bits. No two numbers have the same hash.
// It is the step of SplitMix64 (Steele, Lea and Flood, "Fast splittable
// pseudorandom number generators", 2014), whose constants are due to Stafford.
func Hash(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// The primes of XXH64.
const (
	prime1 = 0x9e3779b185ebca87
	prime2 = 0xc2b2ae3d27d4eb4f
	prime3 = 0x165667b19e3779f9
	prime4 = 0x85ebca77c2b2ae63
	prime5 = 0x27d4eb2f165667c5
)

// HashString returns the XXH64 hash of a string with seed zero, as specified in
// "xxHash fast digest algorithm", Yann Collet, version 0.1.1.
func HashString(s string) uint64 {
	rest := s
	h := uint64(prime5)
	if len(s) >= 32 {
		h, rest = stripes(s)
	}
	h += uint64(len(s))
	for ; len(rest) >= 8; rest = rest[8:] {
		h = bits.RotateLeft64(h^round(0, word(rest)), 27)*prime1 + prime4
	}
	if len(rest) >= 4 {
		h = bits.RotateLeft64(h^uint64(binary.LittleEndian.Uint32([]byte(rest[:4])))*prime1, 23)*prime2 + prime3
		rest = rest[4:]
	}
	for i := range len(rest) {
		h = bits.RotateLeft64(h^uint64(rest[i])*prime5, 11) * prime1
	}
	h = (h ^ h>>33) * prime2
	h = (h ^ h>>29) * prime3
	return h ^ h>>32
}

// stripes digests all whole blocks of 32 bytes and returns what is left of s.
func stripes(s string) (h uint64, rest string) {
	var one, two uint64 = prime1, prime2
	lanes := [4]uint64{one + two, two, 0, -one}
	for ; len(s) >= 32; s = s[32:] {
		for i := range lanes {
			lanes[i] = round(lanes[i], word(s[8*i:]))
		}
	}
	for i, rotation := range [4]int{1, 7, 12, 18} {
		h += bits.RotateLeft64(lanes[i], rotation)
	}
	for _, lane := range lanes {
		h = (h^round(0, lane))*prime1 + prime4
	}
	return h, s
}

func round(lane, word uint64) uint64 {
	return bits.RotateLeft64(lane+word*prime2, 31) * prime1
}

func word(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s[:8])) }
