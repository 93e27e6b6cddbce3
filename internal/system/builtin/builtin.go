// Package builtin lists the systems that come with spar. It stands apart from
// package system because each of them is built on that.
package builtin

import (
	"spar/internal/system"
	"spar/internal/system/balancing"
	"spar/internal/system/caching"
	"spar/internal/system/chat"
	"spar/internal/system/limiting"
	"spar/internal/system/monitoring"
	"spar/internal/system/network"
	"spar/internal/system/scaling"
	"spar/internal/system/sharding"
	"spar/internal/system/shortener"
)

// Systems returns every system that can be run.
func Systems() system.Registry {
	return system.Registry{balancing.System(), caching.System(), sharding.System(), shortener.System(), chat.System(), scaling.System(), limiting.System(), monitoring.System(), network.System()}
}
