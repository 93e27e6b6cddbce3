package shard

import (
	"math/bits"
	"strings"
	"testing"
)

// The first outputs of SplitMix64 with the seed 1234567.
func TestHash(t *testing.T) {
	state := uint64(1234567)
	for i, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := Hash(state); got != want {
			t.Errorf("output %d is %d, want %d", i, got, want)
		}
		state += 0x9e3779b97f4a7c15
	}
}

// A change of one bit of the key changes half the bits of the hash.
func TestHashSpreads(t *testing.T) {
	for bit := range 64 {
		changed := 0
		for key := range uint64(1000) {
			changed += bits.OnesCount64(Hash(key) ^ Hash(key^1<<bit))
		}
		if mean := float64(changed) / 1000; mean < 31 || mean > 33 {
			t.Errorf("bit %d of the key changes %.1f bits of the hash, want about 32", bit, mean)
		}
	}
}

// The values are those of the reference implementation of XXH64.
func TestHashString(t *testing.T) {
	for _, tt := range []struct {
		text string
		want uint64
	}{
		{"", 0xef46db3751d8e999},
		{"a", 0xd24ec4f1a98c6e5b},
		{"as", 0x1c330fb2d66be179},
		{"asd", 0x631c37ce72a97393},
		{"asdf", 0x415872f599cea71e},
		{"abc", 0x44bc2cf5ad770999},
		{"Nobody inspects the spammish repetition", 0xfbcea83c8a378bf1},
		{"Call me Ishmael. Some years ago--never mind how long precisely-", 0x02a2e85470d6fd96},
	} {
		if got := HashString(tt.text); got != tt.want {
			t.Errorf("HashString(%q) = %#x, want %#x", tt.text, got, tt.want)
		}
	}
}

func TestHashStringAllocatesNothing(t *testing.T) {
	text := strings.Repeat("x", 100)
	if n := testing.AllocsPerRun(100, func() { HashString(text) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
