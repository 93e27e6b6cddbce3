package cache_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"spar/internal/cache"
)

func BenchmarkGet(b *testing.B) {
	for _, size := range []int{1000, 100_000} {
		for _, policy := range cache.Policies() {
			b.Run(fmt.Sprintf("%s/%d", policy, size), func(b *testing.B) {
				c := build(b, cache.Config[uint64, uint64]{Policy: policy, Capacity: int64(size)})
				for key := range uint64(size) {
					c.Set(key, key, cache.Never)
				}
				key := uint64(0)
				b.ReportAllocs()
				for b.Loop() {
					if _, ok := c.Get(key, 0); !ok {
						b.Fatal("miss")
					}
					if key += 617; key >= uint64(size) {
						key -= uint64(size)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("hashicorp/%d", size), func(b *testing.B) {
			c, _ := simplelru.NewLRU[uint64, uint64](size, nil)
			for key := range uint64(size) {
				c.Add(key, key)
			}
			key := uint64(0)
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := c.Get(key); !ok {
					b.Fatal("miss")
				}
				if key += 617; key >= uint64(size) {
					key -= uint64(size)
				}
			}
		})
	}
}

func BenchmarkEvict(b *testing.B) {
	for _, size := range []int{1000, 100_000} {
		for _, policy := range cache.Policies() {
			if policy == "naive-unbounded" {
				continue
			}
			b.Run(fmt.Sprintf("%s/%d", policy, size), func(b *testing.B) {
				c := build(b, cache.Config[uint64, uint64]{Policy: policy, Capacity: int64(size)})
				for key := range uint64(size) {
					c.Set(key, key, cache.Never)
				}
				key := uint64(size)
				b.ReportAllocs()
				for b.Loop() {
					c.Set(key, key, cache.Never)
					key++
				}
			})
		}
		b.Run(fmt.Sprintf("hashicorp/%d", size), func(b *testing.B) {
			c, _ := simplelru.NewLRU[uint64, uint64](size, nil)
			for key := range uint64(size) {
				c.Add(key, key)
			}
			key := uint64(size)
			b.ReportAllocs()
			for b.Loop() {
				c.Add(key, key)
				key++
			}
		})
	}
}
