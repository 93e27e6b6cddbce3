package interview

import (
	"encoding/json"
	"fmt"
	"time"
)

// An Event is one immutable entry of a session's journal.
type Event struct {
	Seq int       // place in the journal, from 1
	At  time.Time // when it happened, in UTC, to the millisecond
	Act Act
}

// Kind names the event's act as stored journals do.
func (e Event) Kind() string { return e.Act.kind() }

// EncodeAct returns the JSON of an act without its kind, and of a [Lost] one what was
// found in its place.
func EncodeAct(a Act) ([]byte, error) {
	if lost, ok := a.(Lost); ok {
		return lost.Data, nil
	}
	data, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", a.kind(), err)
	}
	return data, nil
}

// DecodeAct reads the JSON of an act of the named kind. An unknown kind is an
// error: it means that a newer spar wrote the journal.
func DecodeAct(kind string, data []byte) (Act, error) {
	decode, ok := decoders[kind]
	if !ok {
		return nil, fmt.Errorf("unknown kind of event %q: written by a newer spar", kind)
	}
	act, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", kind, err)
	}
	return act, nil
}

var decoders = map[string]func([]byte) (Act, error){
	Started{}.kind():         decode[Started],
	Entered{}.kind():         decode[Entered],
	Paused{}.kind():          decode[Paused],
	Resumed{}.kind():         decode[Resumed],
	Heartbeat{}.kind():       decode[Heartbeat],
	Wrote{}.kind():           decode[Wrote],
	Asked{}.kind():           decode[Asked],
	Estimated{}.kind():       decode[Estimated],
	Decided{}.kind():         decode[Decided],
	HintTaken{}.kind():       decode[HintTaken],
	CurveballThrown{}.kind(): decode[CurveballThrown],
	Predicted{}.kind():       decode[Predicted],
	Chose{}.kind():           decode[Chose],
	Ran{}.kind():             decode[Ran],
	Overrode{}.kind():        decode[Overrode],
	Finished{}.kind():        decode[Finished],
}

func decode[A Act](data []byte) (Act, error) {
	var a A
	err := json.Unmarshal(data, &a)
	return a, err
}

// MarshalJSON writes an event as one object, as in exports and `--json`.
func (e Event) MarshalJSON() ([]byte, error) {
	act, err := EncodeAct(e.Act)
	if err != nil {
		return nil, err
	}
	stored := storedEvent{Seq: e.Seq, At: e.At, Kind: e.Kind(), Act: act}
	if lost, ok := e.Act.(Lost); ok {
		stored.Lost = lost.Reason
		if !json.Valid(act) {
			stored.Act, err = json.Marshal(string(act))
		}
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(stored)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (e *Event) UnmarshalJSON(data []byte) error {
	var s storedEvent
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if s.Lost != "" {
		*e = Event{s.Seq, s.At, Lost{Stored: s.Kind, Data: s.Act, Reason: s.Lost}}
		return nil
	}
	act, err := DecodeAct(s.Kind, s.Act)
	if err != nil {
		return err
	}
	*e = Event{s.Seq, s.At, act}
	return nil
}

type storedEvent struct {
	Seq  int             `json:"seq"`
	At   time.Time       `json:"at"`
	Kind string          `json:"kind"`
	Act  json.RawMessage `json:"act"`
	Lost string          `json:"lost,omitempty"` // why it cannot be read
}
