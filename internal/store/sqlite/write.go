package sqlite

import (
	"context"
	"database/sql"
	"fmt"
)

// A change is something to be written. What waits while another transaction is being
// committed is committed together in the next, so that many writers share the time
// that a disk takes; a change that fails leaves the others alone.
type change struct {
	ctx   context.Context
	apply func(context.Context, *sql.Tx) error
	err   error
	done  chan struct{}
}

// mostTogether bounds how many changes one transaction holds.
const mostTogether = 1000

// write applies a change in a transaction and returns when it is durable, or has
// failed. A context that ends while it waits ends the waiting; it may be written all
// the same.
func (s *Store) write(ctx context.Context, apply func(context.Context, *sql.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.frozen {
		return fmt.Errorf("write %s: it is open only to be read", s.path)
	}
	c := &change{ctx: ctx, apply: apply, done: make(chan struct{})}
	select {
	case s.changes <- c:
	case <-s.stop:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-c.done:
		return explain(c.err)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// begin starts to write what is waiting, until Close.
func (s *Store) begin() {
	s.changes, s.stop, s.stopped = make(chan *change), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(s.stopped)
		for {
			select {
			case c := <-s.changes:
				s.commit(s.together(c))
			case <-s.stop:
				return
			}
		}
	}()
}

// together returns a change with all others that are waiting.
func (s *Store) together(c *change) []*change {
	batch := []*change{c}
	for len(batch) < mostTogether {
		select {
		case c := <-s.changes:
			batch = append(batch, c)
		default:
			return batch
		}
	}
	return batch
}

// commit writes changes in one transaction.
func (s *Store) commit(batch []*change) {
	ctx := context.Background() // one of them that gives up must not end the others
	err := s.use(ctx, func(f *file) error {
		if f == nil {
			return errClosed
		}
		tx, err := f.writes.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // does nothing after a commit
		for _, c := range batch {
			if err := c.within(ctx, tx); err != nil {
				return err
			}
		}
		return tx.Commit()
	})
	for _, c := range batch {
		if c.err == nil {
			c.err = err
		}
		close(c.done)
	}
}

// within applies a change as a part of a transaction that it can fail alone in. An
// error returned is one of the whole transaction.
func (c *change) within(ctx context.Context, tx *sql.Tx) error {
	if c.err = c.ctx.Err(); c.err != nil {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `SAVEPOINT change`); err != nil {
		return err
	}
	if c.err = c.apply(ctx, tx); c.err != nil {
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO change`); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `RELEASE change`)
	return err
}
