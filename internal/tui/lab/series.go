package lab

import "spar/internal/system"

// series returns the charts of the run, in the scale of both if two are compared.
func (l *lane) series() (latency, throughput chart, ok bool) {
	t := l.page.theme
	latency, throughput, ok = chartsOf(l.shot.view)
	latency.format, latency.spread = system.Seconds.Format, t.Muted
	throughput.format, throughput.spread = system.PerSecond.Format, t.Danger
	for i := range l.page.shots {
		x, y, _ := chartsOf(l.page.shots[i].view)
		latency.highest = max(latency.highest, x.highest)
		throughput.highest = max(throughput.highest, y.highest)
	}
	return latency, throughput, ok
}

// chartsOf returns the charts of the slices that have begun. The throughput of the
// slice under way is taken over the time that has passed of it.
func chartsOf(v system.View) (latency, throughput chart, ok bool) {
	points := v.Series
	if len(points) < 2 {
		return chart{}, chart{}, false
	}
	latency.slices, throughput.slices = len(points), len(points)
	now, width := v.At.Seconds(), points[1].AtSeconds-points[0].AtSeconds
	for _, point := range points {
		passed := min(1, (now-point.AtSeconds)/width)
		if passed < .1 {
			break
		}
		latency.add(point.P50, point.P99)
		throughput.add(point.Throughput/passed, (point.Throughput+point.Failed)/passed)
	}
	return latency, throughput, true
}

func (c *chart) add(lower, upper float64) {
	c.lower = append(c.lower, lower)
	c.upper = append(c.upper, upper)
	c.highest = max(c.highest, upper)
}

// settled returns the slices that are complete, at least the first.
func (l *lane) settled() []system.Point {
	points := l.shot.view.Series
	width := points[1].AtSeconds - points[0].AtSeconds
	n := int(l.shot.view.At.Seconds()/width + 1e-9)
	return points[:max(1, min(n, len(points)))]
}

// latency returns the latest slice of which any request has come back: where
// queues are long, that is a while ago.
func (l *lane) latency() system.Point {
	points := l.settled()
	for len(points) > 1 && points[len(points)-1].P99 == 0 {
		points = points[:len(points)-1]
	}
	return points[len(points)-1]
}

func (l *lane) latencyHead() string {
	t, g, now := l.page.theme, l.page.theme.Signs, l.latency()
	return t.Heading.Render("latency  ") +
		t.Accent.Render(g.Parts[len(g.Parts)-1]) + t.Muted.Render(" p50 ") + t.Text.Render(system.Seconds.Format(now.P50)) + "  " +
		t.Muted.Render(g.Spread+" p99 ") + t.Text.Render(system.Seconds.Format(now.P99))
}

func (l *lane) throughputHead() string {
	t, g, points := l.page.theme, l.page.theme.Signs, l.settled()
	now := points[len(points)-1]
	head := t.Heading.Render("throughput  ") +
		t.Accent.Render(g.Parts[len(g.Parts)-1]) + " " + t.Text.Render(system.PerSecond.Format(now.Throughput))
	failed := t.Muted.Render(g.Spread + " failed ")
	if now.Failed > 0 {
		failed = t.Danger.Render(g.Spread + " failed ")
	}
	return head + "  " + failed + t.Text.Render(system.PerSecond.Format(now.Failed))
}
