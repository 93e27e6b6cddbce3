package shortener

import (
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
)

// A kind is what a request is for.
type kind uint8

const (
	redirect kind = iota
	shorten
	abuse // a shorten of few users who flood the service
	kinds
)

// A stage is where a request is.
type stage uint8

const (
	idle       stage = iota // the slot is free
	backingOff              // a client waits before it tries again
	atBalancer
	toApp
	atApp
	toCode
	toCache
	atCache
	toDatabase
	atDatabase
	toClient
	lost      // it or its answer did not get through
	held      // by a member that hangs
	impatient // not a stage: the event that a client's patience ends
)

// nowhere is the replica of a request that is at none.
const nowhere = -1

// A request is one attempt of a client, under way.
type request struct {
	intended, arrived             time.Duration // the first attempt, and this one
	code                          uint64        // of redirects, the rank of the link; of aliases, that of the word
	url                           uint64        // the number of the long URL
	appTime, cacheTime, queryTime time.Duration
	timer                         sim.Timer // of the client's patience, where it may try again
	connection                    balance.Connection
	server, node, shard           int32
	attempt, try                  uint8 // codes tried, and tries of the client
	kind                          kind
	stage                         stage
	alias                         bool // its user chose the code
	gone                          bool // the link has expired
	settled                       bool // counted already, or tried again
	orphan                        bool // its server died: nobody goes on with it
}
