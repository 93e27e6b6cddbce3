package shortener

import (
	"errors"
	"fmt"

	"spar/internal/shortid"
	"spar/internal/system"
)

// maxAttempts bounds how many codes are tried for one link.
const maxAttempts = 20

var errUnreachable = errors.New("the counter cannot be reached")

// The codes of a run are made for links and stored with them: this is what the way
// of a shorten has of its own, once a server works on it.
type codes struct {
	m       *model
	mint    *mint
	links   *links
	expires bool // some link does within the run

	// Over the whole run, the warm-up included.
	unminted, queries                int64
	collisions, reused, aliasesTaken int64
	answered, expired                int64 // redirects that found a link, or one that is gone
}

func newCodes(m *model) (*codes, error) {
	mint, err := newMint(m.Plan)
	if err != nil {
		return nil, err
	}
	c := &codes{m: m, mint: mint, links: newLinks(m.Plan, mint)}
	c.expires = c.links.expire(m.Plan.End + m.clients.patience())
	return c, nil
}

// enter makes the code of a link and sends the link to the database.
func (c *codes) enter(i int32) {
	m := c.m
	r := &m.requests.All[i]
	if r.orphan {
		m.forget(i)
		return
	}
	if r.alias {
		m.travel(i, toDatabase, m.half)
		return
	}
	code, err := c.mint.next(r, m.Sim.Now())
	switch {
	case err == shortid.ErrSequence:
		now := c.mint.age + m.Sim.Now()
		m.travel(i, toCode, shortid.Tick-now%shortid.Tick)
		return
	case err != nil:
		c.unminted++
		m.refuse(i)
		return
	}
	r.code = code
	m.travel(i, toDatabase, m.half)
}

// inserted ends the query that stores a link.
func (c *codes) inserted(i int32) {
	m := c.m
	r := &m.requests.All[i]
	c.queries++
	switch c.store(r) {
	case taken:
		if r.alias {
			c.aliasesTaken++ // which is an answer too
			break
		}
		c.collisions++
		if r.attempt++; r.attempt >= maxAttempts {
			m.refuse(i)
			return
		}
		m.travel(i, toCode, m.half)
		return
	case same:
		c.reused++
	case stored:
		m.database.replicate(r.shard)
	}
	m.travel(i, toClient, 2*m.half)
}

func (c *codes) store(r *request) outcome {
	if r.alias {
		return c.links.putAlias(r.code)
	}
	return c.links.put(r.code, r.url)
}

// answer sends the client to where the link leads, or says that it is gone.
func (c *codes) answer(i int32) {
	r := &c.m.requests.All[i]
	c.answered++
	if c.expires && c.links.gone(r.code, c.m.Sim.Now()) {
		r.gone = true
		c.expired++
	}
	c.m.travel(i, toClient, 2*c.m.half)
}

// used returns which part of the code space is used up.
func (c *codes) used() float64 {
	return c.mint.used(c.m.Sim.Now(), c.links.held+float64(len(c.links.made)))
}

// created returns how many links the run has made.
func (c *codes) created() int64 { return int64(len(c.links.made) + len(c.links.aliases)) }

// measure sets what became of the codes up to now.
func (c *codes) measure(r *system.Result) {
	r.Set("code_space_used_fraction", c.used())
	if last := c.mint.exhaustedOn(c.m.Plan); last > 0 {
		r.Set("exhausted_on_day", last)
	}
	r.Set("collisions", float64(c.collisions))
	r.Set("overwritten", float64(c.links.overwrites))
	r.Set("codes_lost", float64(c.mint.lost()))
	r.Set("links_created", float64(c.created()))
	r.Set("reused_links", float64(c.reused))
	r.Set("aliases_taken", float64(c.aliasesTaken))
	r.Set("mint_failures", float64(c.unminted))
	r.Set("expired_fraction", ratio(c.expired, c.answered))
}

// member returns what the code space looks like now.
func (c *codes) member() system.Member {
	ids := system.Member{
		Busy: c.used(),
		Note: fmt.Sprintf("%.3g%% of %s codes used, %d collisions", 100*c.used(), system.Jobs.Format(float64(c.mint.space)), c.collisions),
	}
	if c.mint.down {
		ids.State = "down"
	}
	return ids
}

// balance reports an error unless every query that was to store a link has one
// outcome.
func (c *codes) balance() error {
	if c.queries != c.created()+c.links.again+c.collisions+c.reused+c.aliasesTaken {
		return fmt.Errorf("links do not add up: %d queries, but %d links made, %d made again, %d collisions, %d reused and %d aliases taken",
			c.queries, c.created(), c.links.again, c.collisions, c.reused, c.aliasesTaken)
	}
	return nil
}
