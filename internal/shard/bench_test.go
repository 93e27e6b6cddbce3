package shard_test

import (
	"strconv"
	"testing"

	"github.com/buraksezer/consistent"
	"github.com/dgryski/go-jump"
	"github.com/dgryski/go-maglev"
	"github.com/dgryski/go-rendezvous"

	"spar/internal/shard"
)

const benchmarkShards = 100

// sink keeps the compiler from leaving lookups out.
var sink int

// BenchmarkFind looks keys up among a hundred shards.
func BenchmarkFind(b *testing.B) {
	for _, name := range shard.Names() {
		b.Run(name, func(b *testing.B) {
			s := build(b, name, shard.Config{}, benchmarkShards)
			b.ReportAllocs()
			key := uint64(0)
			for b.Loop() {
				id, err := s.Find(key)
				if err != nil {
					b.Fatal(err)
				}
				sink += id
				key++
			}
		})
	}
}

// BenchmarkReference does the same with well-known libraries. Those that take
// strings get numbers in decimal, made beforehand; those that take hashes get
// them from [shard.Hash], which the strategies apply as well.
func BenchmarkReference(b *testing.B) {
	words := make([]string, 1<<12)
	for i := range words {
		words[i] = strconv.Itoa(i)
	}
	names := words[:benchmarkShards]
	table := maglev.New(names, maglev.SmallM)
	scores := rendezvous.New(names, shard.HashString)
	var members []consistent.Member
	for _, name := range names {
		members = append(members, member(name))
	}
	ring := consistent.New(members, consistent.Config{PartitionCount: 10007, ReplicationFactor: 100, Load: 1.25, Hasher: hasher{}})
	for _, library := range []struct {
		name string
		find func(key uint64) int
	}{
		{"jump/dgryski", func(key uint64) int { return int(jump.Hash(shard.Hash(key), benchmarkShards)) }},
		{"maglev/dgryski", func(key uint64) int { return table.Lookup(shard.Hash(key)) }},
		{"rendezvous/dgryski", func(key uint64) int { return len(scores.Lookup(words[key%uint64(len(words))])) }},
		{"ring/buraksezer", func(key uint64) int { return len(ring.LocateKey([]byte(words[key%uint64(len(words))])).String()) }},
	} {
		b.Run(library.name, func(b *testing.B) {
			key := uint64(0)
			for b.Loop() {
				sink += library.find(key)
				key++
			}
		})
	}
}

type member string

func (m member) String() string { return string(m) }

type hasher struct{}

func (hasher) Sum64(b []byte) uint64 { return shard.HashString(string(b)) }

func BenchmarkHashString(b *testing.B) {
	for _, length := range []int{8, 20, 100} {
		b.Run(strconv.Itoa(length), func(b *testing.B) {
			text := string(make([]byte, length))
			for b.Loop() {
				sink += int(shard.HashString(text))
			}
		})
	}
}

// BenchmarkChange adds and removes the last of a hundred shards.
func BenchmarkChange(b *testing.B) {
	for _, name := range shard.Names() {
		b.Run(name, func(b *testing.B) {
			s := build(b, name, shard.Config{}, benchmarkShards)
			for b.Loop() {
				if err := s.Add(shard.Shard{ID: benchmarkShards}); err != nil {
					b.Fatal(err)
				}
				if err := s.Remove(benchmarkShards); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
