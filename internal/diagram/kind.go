package diagram

// A Kind says what a component is, in the field's standard terms.
type Kind string

// The kinds of components.
const (
	Unknown   Kind = ""          // nothing tells
	Client    Kind = "client"    // people and their devices: where requests start
	DNS       Kind = "dns"       // name servers
	CDN       Kind = "cdn"       // a content delivery network
	Balancer  Kind = "balancer"  // spreads requests over equals
	Gateway   Kind = "gateway"   // the door: routing, authentication, open connections
	Limiter   Kind = "limiter"   // turns away what is too much
	Service   Kind = "service"   // answers requests
	Worker    Kind = "worker"    // works off what queues and schedules bring
	Scheduler Kind = "scheduler" // starts work by the clock
	Cache     Kind = "cache"     // keeps copies that may be lost
	Store     Kind = "store"     // a database
	Objects   Kind = "objects"   // an object store: files, images
	Search    Kind = "search"    // a search index
	Queue     Kind = "queue"     // keeps messages until they are consumed
	Monitor   Kind = "monitor"   // metrics, logs, alerts
	External  Kind = "external"  // run by somebody else
)

// Kinds lists the kinds in the order of a request's way, without Unknown.
func Kinds() []Kind {
	return []Kind{
		Client, DNS, CDN, Balancer, Gateway, Limiter, Service, Worker, Scheduler,
		Cache, Store, Objects, Search, Queue, Monitor, External,
	}
}

// keeps reports whether components of the kind are the last home of data.
func (k Kind) keeps() bool { return k == Store || k == Objects || k == Search }

// delegates reports whether components of the kind do their work through
// others. Gateways may, but those of open connections talk to clients.
func (k Kind) delegates() bool {
	return k == Balancer || k == Service || k == Worker || k == Scheduler
}

// idle says what it means that a component which delegates calls nothing.
func (k Kind) idle() string {
	if k == Service || k == Worker {
		return "fine if it keeps no data; if it does, draw where"
	}
	return "draw what it passes its work to"
}

// starts reports whether components of the kind act without being called.
func (k Kind) starts() bool { return k == Client || k == Scheduler || k == External || k == Monitor }

// fronts reports whether components of the kind are what clients come to first.
func (k Kind) fronts() bool {
	return k == DNS || k == CDN || k == Balancer || k == Gateway || k == Limiter
}
