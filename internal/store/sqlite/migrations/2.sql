CREATE TABLE sheets (
	id         TEXT PRIMARY KEY,
	revision   INTEGER NOT NULL,
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	lines      TEXT NOT NULL -- a JSON array
) STRICT;

CREATE TABLE answers (
	at     INTEGER NOT NULL,
	seed   TEXT NOT NULL, -- SQLite has no unsigned numbers of 64 bits
	number INTEGER NOT NULL,
	answer TEXT NOT NULL, -- JSON
	PRIMARY KEY (at, seed, number)
) STRICT, WITHOUT ROWID;
