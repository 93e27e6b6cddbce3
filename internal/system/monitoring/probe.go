package monitoring

import (
	"context"
	"errors"
	"time"

	"spar/internal/health"
)

// errRefused is what a check finds where nobody listens. Where nobody answers it
// finds context.DeadlineExceeded.
var errRefused = errors.New("connection refused")

// watched is what health checks know of a server, and when they had to find out.
type watched struct {
	checks health.Manager
	judge  health.Judge
	died   time.Duration // when it went down or was cut off; negative if it did not
}

// judgment is how health checks did since measuring began.
type judgment struct {
	noticed int           // deaths
	delay   time.Duration // of those, in all
	wrong   int           // evictions of servers that were there
}

// newWatched returns a server's checks: whether its process answers, and in a deep
// check also what that depends on.
func (m *model) newWatched(s *server) (watched, error) {
	w := watched{judge: health.Judge{Rise: m.Plan.Int("rise"), Fall: m.Plan.Int("fall")}, died: -1}
	err := w.checks.Add("process", func(context.Context) error {
		switch {
		case s.Cut, s.Hung:
			return context.DeadlineExceeded
		case s.Down:
			return errRefused
		}
		return nil
	})
	if err == nil && m.Plan.Text("check") == deep {
		err = w.checks.Add("dependency", func(context.Context) error { return m.pingDependency() })
	}
	return w, err
}

// pingDependency asks what servers depend on for something that takes as long as a
// request.
func (m *model) pingDependency() error {
	timeout := m.Plan.Duration("health_timeout")
	took, failed := m.dependency.call(m.Plan.Duration("service_mean"), timeout, m.streams.probes.Float64())
	switch {
	case !failed:
		return nil
	case took == timeout:
		return context.DeadlineExceeded
	}
	return errRefused
}

// probe asks a server how it is. A probe that gets lost or is not answered fails
// after its time-out, others have their answer at once.
func (m *model) probe(i int32) {
	now, s := m.Sim.Now(), m.servers[i]
	m.Sim.Schedule(now+m.Plan.Duration("health_interval"), m, probe, i)
	lost := m.streams.probes.Float64() < m.Plan.Number("loss")
	err := s.checks.Run(context.Background())
	switch {
	case lost || errors.Is(err, context.DeadlineExceeded):
		m.Sim.Schedule(now+m.Plan.Duration("health_timeout"), m, missed, i)
	case err != nil:
		m.judge(i, false)
	default:
		m.judge(i, true)
	}
}

// judge takes in the result of a probe, and takes the server out of rotation or
// back.
func (m *model) judge(i int32, ok bool) {
	now, s := m.Sim.Now(), m.servers[i]
	if !s.judge.Observe(ok) {
		return
	}
	if err := m.pool.SetUp(int(i), s.judge.Up()); err != nil {
		panic(err) // every server is in the pool
	}
	if s.judge.Up() {
		m.healthy.Add(now, 1)
		return
	}
	m.healthy.Add(now, -1)
	switch {
	case s.Answers():
		m.judgment.wrong++
	case s.died >= 0:
		m.judgment.noticed++
		m.judgment.delay += now - s.died
	}
}

// noteDeath notes when a server died or was cut off, or that it is back. One that is
// out of rotation already is not there to be noticed.
func (m *model) noteDeath(s *server) {
	switch {
	case s.Answers():
		s.died = -1
	case s.died < 0 && s.judge.Up():
		s.died = m.Sim.Now()
	}
}
