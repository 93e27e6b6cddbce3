package balance_test

import (
	"fmt"
	"testing"
	"time"

	"spar/internal/balance"
)

// BenchmarkPick opens and closes connections, with about ten a server open.
func BenchmarkPick(b *testing.B) {
	for _, name := range balance.Names() {
		for _, servers := range []int{8, 64, 1024, 4096} {
			b.Run(fmt.Sprintf("%s/%d", name, servers), func(b *testing.B) {
				pool := newPool(b, name, make([]int, servers)...)
				if name == "shared-queue" {
					pool.SetPolicy(&balance.SharedQueue{Rand: draws(name), Bound: 100})
				}
				var err error
				open := make([]balance.Connection, 10*servers)
				for i := range open {
					if open[i], err = pool.Pick(balance.Request{Key: uint64(i)}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					now := time.Duration(i)
					slot := i * 7919 % len(open)
					pool.Done(open[slot], now, time.Millisecond)
					if open[slot], err = pool.Pick(balance.Request{Key: uint64(i), Now: now}); err != nil {
						b.Fatal(err)
					}
					i++
				}
			})
		}
	}
}
