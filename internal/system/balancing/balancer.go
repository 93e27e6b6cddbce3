package balancing

import (
	"fmt"
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
)

// nobody ends a list of jobs, and stands for the user in an open loop.
const nobody = -1

// A balancer picks servers, and keeps requests in a queue of its own where its
// policy says that every server is busy.
type balancer struct {
	pool   *balance.Pool
	random *rand.Rand // of its policies

	first, last int32     // of the queue, linked through the jobs; nobody if it is empty
	waiting     sim.Gauge // jobs in it, those left out that were withdrawn
	sending     bool      // from the queue
}

func newBalancer(p *system.Plan, i int) (*balancer, error) {
	random := sim.Stream(p.Seed, fmt.Sprintf("policy of balancer %d", i))
	policy, err := newPolicy(p, p.Text("policy"), random)
	if err != nil {
		return nil, err
	}
	return &balancer{pool: balance.NewPool(policy, weights(p)...), random: random, first: nobody, last: nobody}, nil
}

// push puts a job at the end of the queue.
func (b *balancer) push(jobs []job, i int32, now time.Duration) {
	jobs[i].next = nobody
	if b.first == nobody {
		b.first = i
	} else {
		jobs[b.last].next = i
	}
	b.last = i
	b.waiting.Add(now, 1)
}

// pop takes the first job off the queue.
func (b *balancer) pop(jobs []job, now time.Duration) {
	if jobs[b.first].state != withdrawn {
		b.waiting.Add(now, -1)
	}
	b.first = jobs[b.first].next
}
