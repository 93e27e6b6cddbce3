CREATE TABLE sessions (
	id          TEXT PRIMARY KEY,
	pack        TEXT NOT NULL,
	question    TEXT NOT NULL,
	title       TEXT NOT NULL,
	mode        TEXT NOT NULL,
	level       TEXT NOT NULL,
	phase       TEXT NOT NULL,
	started_at  INTEGER NOT NULL, -- milliseconds since 1970, as all times here
	updated_at  INTEGER NOT NULL,
	finished_at INTEGER,
	events      INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_updated ON sessions (updated_at DESC, id);

CREATE TABLE events (
	session TEXT NOT NULL REFERENCES sessions (id),
	seq     INTEGER NOT NULL,
	at      INTEGER NOT NULL,
	kind    TEXT NOT NULL,
	act     TEXT NOT NULL, -- JSON
	PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
