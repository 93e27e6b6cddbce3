package shard

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"testing"

	"github.com/dchest/siphash"
	"github.com/dgryski/go-jump"
	"github.com/dgryski/go-maglev"
	"pgregory.net/rapid"
)

// The values are those that Guava's implementation of jump is tested with.
func TestJumpHash(t *testing.T) {
	golden := []int{0, 55, 62, 8, 45, 59, 86, 97, 82, 59, 73, 37, 17, 56, 86, 21, 90, 37, 38, 83}
	for key, want := range golden {
		if got := JumpHash(uint64(key), 100); got != want {
			t.Errorf("JumpHash(%d, 100) = %d, want %d", key, got, want)
		}
	}
	for _, tt := range []struct {
		key     uint64
		n, want int
	}{
		{10863919174838991, 11, 6},
		{2016238256797177309, 11, 3},
		{1673758223894951030, 11, 5},
		{2, 100001, 80343},
		{2201, 100001, 22152},
		{2202, 100001, 15018},
	} {
		if got := JumpHash(tt.key, tt.n); got != tt.want {
			t.Errorf("JumpHash(%d, %d) = %d, want %d", tt.key, tt.n, got, tt.want)
		}
	}
}

func TestJumpHashAgainstReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key, n := rapid.Uint64().Draw(t, "key"), rapid.IntRange(1, 1<<20).Draw(t, "n")
		if got, want := JumpHash(key, n), int(jump.Hash(key, n)); got != want {
			t.Errorf("JumpHash(%d, %d) = %d, want %d", key, n, got, want)
		}
	})
}

// The reference hashes names with SipHash, so it is given the same permutations.
func TestMaglevAgainstReference(t *testing.T) {
	for _, tt := range []struct{ shards, size int }{{1, 7}, {3, 7}, {7, 7}, {10, 1009}, {100, maglev.SmallM}} {
		t.Run(fmt.Sprint(tt), func(t *testing.T) {
			size := uint64(tt.size)
			names := make([]string, tt.shards)
			offsets, skips := make([]uint64, tt.shards), make([]uint64, tt.shards)
			for i := range names {
				names[i] = "backend-" + strconv.Itoa(i)
				h := siphash.Hash(0xdeadbeefcafebabe, 0, []byte(names[i]))
				offsets[i], skips[i] = h>>32%size, h&0xffffffff%(size-1)+1
			}
			reference := maglev.New(names, size)
			for slot, got := range populate(offsets, skips, int32(tt.size)) {
				if want := reference.Lookup(uint64(slot)); int(got) != want {
					t.Fatalf("slot %d of %d belongs to %d, want %d", slot, tt.size, got, want)
				}
			}
		})
	}
}

// The ring finds what a plain search among sorted points finds.
func TestRingAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Ring{VirtualNodes: rapid.IntRange(1, 20).Draw(t, "points")}
		shards := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Shard {
			return Shard{rapid.IntRange(0, 1000).Draw(t, "id"), rapid.IntRange(1, 5).Draw(t, "weight")}
		}), 1, 20, func(s Shard) int { return s.ID }).Draw(t, "shards")
		var model []point
		for _, s := range shards {
			if err := r.Add(s); err != nil {
				t.Fatal(err)
			}
			for i := range s.Weight * r.VirtualNodes {
				model = append(model, point{Hash(Hash(uint64(s.ID)) + uint64(i)), int32(s.ID)})
			}
		}
		slices.SortFunc(model, comparePoints)
		for i := range 100 {
			key := rapid.Uint64().Draw(t, "key")
			if i%2 == 0 { // the key that lies exactly on a point
				key = Hash(uint64(shards[0].ID)) + uint64(i/2%r.VirtualNodes)
			}
			place := sort.Search(len(model), func(i int) bool { return model[i].hash >= Hash(key) })
			want := int(model[place%len(model)].owner)
			if got, err := r.Find(key); got != want || err != nil {
				t.Fatalf("Find(%d) = %d, %v, want %d", key, got, err, want)
			}
		}
	})
}

// Of points on the same place the first hides the others, and the last place may
// be taken.
func TestRingSpans(t *testing.T) {
	r := Ring{hashes: []uint64{10, 10, 20, maxKey, maxKey}, owners: []int32{1, 3, 2, 1, 3}}
	if got, want := r.Spans(), []Span{{0, 10, 1}, {11, 20, 2}, {21, maxKey, 1}}; !slices.Equal(got, want) {
		t.Errorf("spans %v, want %v", got, want)
	}
}

// The lowest hash of a slot is in it, and the one below is not.
func TestMaglevLowest(t *testing.T) {
	for _, size := range []uint64{2, 7, 101, DefaultTableSize} {
		for slot := range size {
			low := lowest(slot, size)
			if got, _ := bits.Mul64(low, size); got != slot {
				t.Errorf("hash %d of %d slots falls into %d, want %d", low, size, got, slot)
			}
			if got, _ := bits.Mul64(low-1, size); slot > 0 && got != slot-1 {
				t.Errorf("hash %d of %d slots falls into %d, want %d", low-1, size, got, slot-1)
			}
		}
	}
}

// Every pair of shards comes first and second equally often: shards score
// independently of each other.
func TestRendezvousScoresAreIndependent(t *testing.T) {
	const n, keys = 10, 200_000
	var r Rendezvous
	for id := range n {
		if err := r.Add(Shard{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	draws := rand.New(rand.NewPCG(1, 2))
	var counts [n][n]int
	for range keys {
		two := Replicas(&r, draws.Uint64(), 2, nil)
		counts[two[0]][two[1]]++
	}
	const want = keys / n / (n - 1)
	squares := 0.
	for i := range n {
		for j := range n {
			if d := float64(counts[i][j] - want); i != j {
				squares += d * d / want
			}
		}
	}
	// Chi squared with 89 degrees of freedom exceeds 160 once in 200,000 times.
	if squares > 160 {
		t.Errorf("chi squared %.0f over the pairs, want about 89", squares)
	}
}
