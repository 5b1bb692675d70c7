-- The only DDL. Loaded into every new database; src/store/database.ts stores its version in user_version.
-- Times are milliseconds since the Unix epoch, UTC. JSON columns hold what the domain types of the same name hold.

-- A row is one isolated world. `blueprint` is what it was created with, for its reset. All that stands in other tables
-- carries its number. Keys and partners go with the row; the rest has no foreign key to it and is removed bit by bit.
CREATE TABLE workspaces (
  workspace INTEGER PRIMARY KEY AUTOINCREMENT, -- a reset gives another; never given twice
  position INTEGER NOT NULL, -- its first number, by which workspaces stand in order of creation
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  behaviour TEXT NOT NULL,
  blueprint TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  everyone_set INTEGER NOT NULL UNIQUE REFERENCES profile_sets,
  next_profile INTEGER NOT NULL DEFAULT 0, -- dense number of the next profile; never given twice
  next_revision INTEGER NOT NULL DEFAULT 1, -- orders updates of profiles, also while the clock stands still
  clock_offset_ms INTEGER NOT NULL DEFAULT 0, -- how far its time is ahead of the server's while it runs
  clock_frozen_at INTEGER -- the moment it stands at; NULL while it runs
);
CREATE INDEX workspaces_by_position ON workspaces (position);

-- A row is a number that a workspace had before it was deleted or reset, and that rows of other tables still carry.
CREATE TABLE leftovers (
  former_workspace INTEGER PRIMARY KEY
);

-- A row is a sender of cohorts known to this server, from the catalogue or from configuration.
CREATE TABLE partners (
  partner TEXT PRIMARY KEY, -- path name, lower case
  display_name TEXT NOT NULL,
  filter_name TEXT NOT NULL
) WITHOUT ROWID;

-- A row is a partner API key. A NULL region is valid on every cluster.
CREATE TABLE partner_api_keys (
  key TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partners ON DELETE CASCADE,
  region TEXT
);
CREATE INDEX partner_api_keys_by_partner ON partner_api_keys (partner);

-- A row says that a workspace has (or had) a partner's integration switched on.
CREATE TABLE workspace_partners (
  workspace INTEGER NOT NULL REFERENCES workspaces ON UPDATE CASCADE ON DELETE CASCADE,
  partner TEXT NOT NULL REFERENCES partners ON DELETE CASCADE,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  PRIMARY KEY (workspace, partner)
) WITHOUT ROWID;

-- A row is a data import key (`client_secret`): it opens one workspace to one partner.
CREATE TABLE data_import_keys (
  key TEXT PRIMARY KEY,
  workspace INTEGER NOT NULL,
  partner TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'invalidated')),
  created_at INTEGER NOT NULL,
  FOREIGN KEY (workspace, partner) REFERENCES workspace_partners ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX data_import_keys_by_workspace ON data_import_keys (workspace, partner);

-- A row is a REST API key with the permissions it was made with.
CREATE TABLE rest_api_keys (
  key TEXT PRIMARY KEY,
  workspace INTEGER NOT NULL REFERENCES workspaces ON UPDATE CASCADE ON DELETE CASCADE,
  permissions TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX rest_api_keys_by_workspace ON rest_api_keys (workspace);

-- A row is a set of profiles of one workspace: everyone, the members of a cohort, the receivers of a send or campaign, or
-- whom a running export is of.
CREATE TABLE profile_sets (
  profile_set INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('everyone', 'cohort', 'receivers', 'export'))
);
CREATE INDEX profile_sets_by_workspace ON profile_sets (workspace);

-- A row holds 65,536 profile numbers of a set as bits, 32-bit little-endian words, trailing zero words cut off.
-- A block without members has no row.
CREATE TABLE profile_set_blocks (
  profile_set INTEGER NOT NULL REFERENCES profile_sets ON DELETE CASCADE,
  block INTEGER NOT NULL,
  size INTEGER NOT NULL CHECK (size BETWEEN 1 AND 65536),
  bits BLOB NOT NULL CHECK (length(bits) <= 8192),
  PRIMARY KEY (profile_set, block)
);

-- A row is a user profile, identified (external_id) or anonymous.
CREATE TABLE profiles (
  workspace INTEGER NOT NULL,
  number INTEGER NOT NULL,
  braze_id TEXT NOT NULL,
  external_id TEXT,
  email TEXT,
  phone TEXT,
  created_at INTEGER NOT NULL,
  revision INTEGER NOT NULL, -- of the last update: the greater, the more recent
  random_bucket INTEGER NOT NULL CHECK (random_bucket BETWEEN 0 AND 9999),
  attributes BLOB NOT NULL, -- JSONB object: standard attributes other than e-mail and phone
  custom_attributes BLOB NOT NULL, -- JSONB object: a filter looks into each without parsing it
  apps TEXT NOT NULL, -- JSON array: use of each app
  session_count INTEGER NOT NULL CHECK (session_count >= 0),
  PRIMARY KEY (workspace, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX profiles_by_braze_id ON profiles (workspace, braze_id);
CREATE UNIQUE INDEX profiles_by_external_id ON profiles (workspace, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX profiles_by_email ON profiles (workspace, email) WHERE email IS NOT NULL;
CREATE INDEX profiles_by_phone ON profiles (workspace, phone) WHERE phone IS NOT NULL;
-- NULs, which JSON writes as \u0000: SQLite compares names only up to one.
CREATE INDEX profiles_with_nuls ON profiles (workspace) WHERE instr(custom_attributes, x'5c7530303030') > 0;

-- A row is an external id that a rename replaced; it finds its profile until it is removed.
CREATE TABLE deprecated_external_ids (
  workspace INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (workspace, external_id),
  FOREIGN KEY (workspace, number) REFERENCES profiles ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX deprecated_external_ids_by_profile ON deprecated_external_ids (workspace, number);

-- A row is a user alias. The pair is unique in the workspace; a profile has one name per label.
CREATE TABLE aliases (
  workspace INTEGER NOT NULL,
  label TEXT NOT NULL,
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (workspace, label, name),
  FOREIGN KEY (workspace, number) REFERENCES profiles ON DELETE CASCADE
) WITHOUT ROWID;
CREATE UNIQUE INDEX aliases_by_profile ON aliases (workspace, number, label);

-- A row says that a profile lists a device. An anonymous and an identified profile may list the same one.
CREATE TABLE devices (
  workspace INTEGER NOT NULL,
  device_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (workspace, device_id, number),
  FOREIGN KEY (workspace, number) REFERENCES profiles ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX devices_by_profile ON devices (workspace, number);

-- A row is a push token. It belongs to one profile of the workspace.
CREATE TABLE push_tokens (
  workspace INTEGER NOT NULL,
  app_id TEXT NOT NULL,
  token TEXT NOT NULL,
  device_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (workspace, app_id, token),
  FOREIGN KEY (workspace, number) REFERENCES profiles ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX push_tokens_by_profile ON push_tokens (workspace, number);

-- A row is one occurrence of a custom event.
CREATE TABLE events (
  event INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  app_id TEXT,
  properties TEXT NOT NULL, -- JSON object
  FOREIGN KEY (workspace, number) REFERENCES profiles ON DELETE CASCADE
);
CREATE INDEX events_by_profile ON events (workspace, number, name, at);
CREATE INDEX events_by_name ON events (workspace, name, at, number);

-- A row is one purchase object; a quantity of n counts as n purchases.
CREATE TABLE purchases (
  purchase INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  number INTEGER NOT NULL,
  product_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  price REAL NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  at INTEGER NOT NULL,
  app_id TEXT,
  properties TEXT NOT NULL, -- JSON object
  FOREIGN KEY (workspace, number) REFERENCES profiles ON DELETE CASCADE
);
CREATE INDEX purchases_by_profile ON purchases (workspace, number, product_id, at);
CREATE INDEX purchases_by_time ON purchases (workspace, at, number);

-- A row is a partner's named set of profiles. An implicit one got members before it got a name.
CREATE TABLE cohorts (
  workspace INTEGER NOT NULL,
  partner TEXT NOT NULL,
  cohort_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL, -- as first sent; the moment of creation when implicit
  latest_created_at TEXT NOT NULL, -- as last sent
  is_implicit INTEGER NOT NULL CHECK (is_implicit IN (0, 1)),
  updated_at INTEGER NOT NULL, -- of the last change of the name or the members
  change_count INTEGER NOT NULL DEFAULT 0, -- of those changes, also while the clock stands still
  members_set INTEGER NOT NULL UNIQUE REFERENCES profile_sets,
  PRIMARY KEY (workspace, partner, cohort_id)
) WITHOUT ROWID;

-- A row is a saved segment. Its members are never stored: they follow from the definition at any moment.
CREATE TABLE segments (
  segment INTEGER PRIMARY KEY, -- in order of creation
  workspace INTEGER NOT NULL,
  id TEXT NOT NULL, -- API identifier, a UUID
  name TEXT NOT NULL,
  text_description TEXT NOT NULL,
  tags TEXT NOT NULL, -- JSON array of strings
  teams TEXT NOT NULL, -- JSON array of strings
  is_analytics_tracked INTEGER NOT NULL CHECK (is_analytics_tracked IN (0, 1)),
  definition TEXT NOT NULL, -- JSON object: SegmentDefinition
  is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (workspace, id)
);

-- A row is the size a segment had at the end of a UTC day.
CREATE TABLE segment_sizes (
  segment INTEGER NOT NULL REFERENCES segments ON DELETE CASCADE,
  day TEXT NOT NULL, -- YYYY-MM-DD
  size INTEGER NOT NULL CHECK (size >= 0),
  PRIMARY KEY (segment, day)
) WITHOUT ROWID;

-- A row is an export of a segment, from its request on.
CREATE TABLE segment_exports (
  segment_export INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  segment_id TEXT NOT NULL,
  object_prefix TEXT NOT NULL UNIQUE, -- names the export to its caller
  object_key TEXT NOT NULL UNIQUE, -- path of the link, without the first slash
  url TEXT NOT NULL, -- the link
  state TEXT NOT NULL CHECK (state IN ('running', 'ready', 'expired', 'failed')),
  fields TEXT NOT NULL, -- JSON array of names
  custom_attributes TEXT NOT NULL, -- JSON array of names
  callback_endpoint TEXT,
  requested_at INTEGER NOT NULL,
  ready_at INTEGER, -- NULL until it is ready
  members_set INTEGER UNIQUE REFERENCES profile_sets -- NULL once it does not run any more
);
CREATE INDEX segment_exports_by_state ON segment_exports (state, workspace, segment_id);

-- A row is a piece of an export's archive; all in order are the archive. Of a running export: as far as it has got.
CREATE TABLE segment_export_parts (
  segment_export INTEGER NOT NULL REFERENCES segment_exports ON DELETE CASCADE,
  part INTEGER NOT NULL, -- from 0
  bytes BLOB NOT NULL,
  PRIMARY KEY (segment_export, part)
);

-- A row is a campaign or a Canvas. Whom it is for follows from the target at any moment.
CREATE TABLE campaigns (
  campaign INTEGER PRIMARY KEY, -- in order of creation
  workspace INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('campaign', 'canvas')),
  id TEXT NOT NULL, -- API identifier, a UUID
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  target TEXT NOT NULL, -- JSON object: Target
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
  is_draft INTEGER NOT NULL CHECK (is_draft IN (0, 1)),
  is_api_campaign INTEGER NOT NULL CHECK (is_api_campaign IN (0, 1)),
  tags TEXT NOT NULL, -- JSON array of strings
  teams TEXT NOT NULL, -- JSON array of strings
  details TEXT NOT NULL, -- JSON object: CampaignDetails
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  first_sent_at INTEGER, -- NULL until somebody received it
  last_sent_at INTEGER,
  received_set INTEGER NOT NULL UNIQUE REFERENCES profile_sets, -- everyone who ever received it
  UNIQUE (workspace, id)
);

-- A row is a send identifier that may be used with a campaign.
CREATE TABLE send_ids (
  campaign INTEGER NOT NULL REFERENCES campaigns ON DELETE CASCADE,
  send_id TEXT NOT NULL,
  PRIMARY KEY (campaign, send_id)
) WITHOUT ROWID;

-- A row is a planned send of a campaign or Canvas. It is deleted when it has happened for everybody.
CREATE TABLE schedules (
  workspace INTEGER NOT NULL,
  id TEXT NOT NULL, -- a UUID
  campaign INTEGER NOT NULL REFERENCES campaigns ON DELETE CASCADE,
  dispatch_id TEXT NOT NULL,
  time INTEGER NOT NULL, -- of a local time, as it would be in UTC
  is_local INTEGER NOT NULL CHECK (is_local IN (0, 1)),
  request TEXT NOT NULL, -- JSON object: SendRequest, of a local time what is left of it
  handled_until INTEGER, -- of a local time: up to when zones have had their turn
  due_work INTEGER NOT NULL,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
CREATE INDEX schedules_by_campaign ON schedules (campaign);

-- A row is an entry of the outbox: what one request would have sent. It stays when its campaign is deleted.
CREATE TABLE sends (
  send INTEGER PRIMARY KEY, -- in order of sending
  workspace INTEGER NOT NULL,
  dispatch_id TEXT NOT NULL,
  send_id TEXT,
  campaign_id TEXT,
  canvas_id TEXT,
  segment_id TEXT,
  at INTEGER NOT NULL,
  is_broadcast INTEGER NOT NULL CHECK (is_broadcast IN (0, 1)),
  inactivity TEXT CHECK (inactivity IN ('archived', 'paused')),
  properties TEXT NOT NULL, -- JSON object, for all receivers
  content TEXT NOT NULL, -- JSON object: messages or attachments as sent
  dropped TEXT NOT NULL, -- JSON array of DroppedRecipient
  receivers_set INTEGER NOT NULL UNIQUE REFERENCES profile_sets,
  UNIQUE (workspace, dispatch_id)
);
CREATE INDEX sends_by_workspace ON sends (workspace);

-- A row holds what personalizes a send for one of its receivers, when that is not what personalizes it for all.
CREATE TABLE receiver_properties (
  send INTEGER NOT NULL REFERENCES sends ON DELETE CASCADE,
  workspace INTEGER NOT NULL,
  number INTEGER NOT NULL,
  properties TEXT NOT NULL, -- JSON object
  PRIMARY KEY (send, number),
  FOREIGN KEY (workspace, number) REFERENCES profiles ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX receiver_properties_by_profile ON receiver_properties (workspace, number);

-- A row is work that falls due at a moment of its workspace's clock.
CREATE TABLE due_work (
  due_work INTEGER PRIMARY KEY, -- of two that are due at once, the lower comes first
  workspace INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  work TEXT NOT NULL -- JSON object: DueWork
);
CREATE INDEX due_work_by_time ON due_work (workspace, due_at);
CREATE INDEX due_work_by_kind ON due_work (workspace, kind, due_at);

-- A row is a fault: a planned misbehaviour, with how often it struck.
CREATE TABLE faults (
  fault INTEGER PRIMARY KEY, -- in order of creation, which is the order they are tried in
  workspace INTEGER NOT NULL,
  id TEXT NOT NULL,
  match TEXT NOT NULL, -- JSON object: FaultMatch
  steps TEXT NOT NULL, -- JSON array of FaultEffect or null
  is_sequence INTEGER NOT NULL CHECK (is_sequence IN (0, 1)),
  skip INTEGER NOT NULL CHECK (skip >= 0),
  times INTEGER CHECK (times >= 1), -- NULL is without end
  probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
  matched INTEGER NOT NULL, -- requests that came to it and matched
  struck INTEGER NOT NULL, -- requests that it struck
  UNIQUE (workspace, id)
);

-- A row says how far the sequence of a random seed has been used. After a restart it goes on from there, and whatever a
-- snapshot brings along was drawn before it, so that no id is ever made twice.
CREATE TABLE random_positions (
  seed TEXT PRIMARY KEY,
  position INTEGER NOT NULL CHECK (position >= 0) -- bytes
) WITHOUT ROWID;

-- A row is a request to the Braze surface with its answer and the reason for it. Keys are taken out before it is written.
CREATE TABLE journal_entries (
  entry INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of the answers; never given twice
  workspace INTEGER NOT NULL, -- that its keys name; 0 when they name none
  is_let_in INTEGER NOT NULL CHECK (is_let_in IN (0, 1)), -- whether the keys opened it
  id TEXT NOT NULL, -- X-Request-Id of the answer
  at INTEGER NOT NULL, -- of its arrival, on the clock of its workspace
  received_at INTEGER NOT NULL, -- the same on the server's clock
  method TEXT NOT NULL,
  route TEXT NOT NULL, -- path without the query
  status INTEGER, -- NULL when no answer went out
  partner TEXT,
  cohort_id TEXT,
  rule TEXT, -- that refused it; NULL when it was accepted
  bytes INTEGER NOT NULL, -- that it takes
  tally TEXT, -- JSON object: MembershipTally; NULL when it changed no members, or not yet
  content TEXT NOT NULL -- JSON object: the rest of the JournalEntry
);
CREATE INDEX journal_entries_by_workspace ON journal_entries (workspace);
CREATE INDEX journal_entries_by_id ON journal_entries (id);
CREATE INDEX journal_entries_by_cohort ON journal_entries (workspace, partner, cohort_id, entry, at) WHERE cohort_id IS NOT NULL;
CREATE INDEX journal_entries_not_let_in ON journal_entries (entry, workspace) WHERE is_let_in = 0;

-- A row says how much the journal of a workspace holds, and what had to go to keep it small. Workspace 0 has the requests
-- whose keys name none; what had to go there counts every request that was not let in.
CREATE TABLE journals (
  workspace INTEGER PRIMARY KEY,
  entry_count INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  evicted_count INTEGER NOT NULL DEFAULT 0,
  evicted_entry INTEGER, -- the last one that had to go
  evicted_until INTEGER -- when that had arrived
);

-- The one row says how much all journals hold together.
CREATE TABLE journal_total (bytes INTEGER NOT NULL);
INSERT INTO journal_total (bytes) VALUES (0);

-- Whoever adds or deletes entries, the sizes stay right.
CREATE TRIGGER journal_entry_added AFTER INSERT ON journal_entries BEGIN
  INSERT INTO journals (workspace, entry_count, bytes) VALUES (new.workspace, 1, new.bytes)
    ON CONFLICT DO UPDATE SET entry_count = entry_count + 1, bytes = bytes + excluded.bytes;
  UPDATE journal_total SET bytes = bytes + new.bytes;
END;
CREATE TRIGGER journal_entry_deleted AFTER DELETE ON journal_entries BEGIN
  UPDATE journals SET entry_count = entry_count - 1, bytes = bytes - old.bytes WHERE workspace = old.workspace;
  UPDATE journal_total SET bytes = bytes - old.bytes;
END;

CREATE TRIGGER journal_entry_changed AFTER UPDATE OF bytes ON journal_entries BEGIN
  UPDATE journals SET bytes = bytes + new.bytes - old.bytes WHERE workspace = new.workspace;
  UPDATE journal_total SET bytes = bytes + new.bytes - old.bytes;
END;

-- A row is a value that is or was a key of any kind, so that it is recognized wherever it turns up.
CREATE TABLE known_keys (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE
);
CREATE TRIGGER partner_api_key_made AFTER INSERT ON partner_api_keys BEGIN
  INSERT INTO known_keys (key) VALUES (new.key) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER data_import_key_made AFTER INSERT ON data_import_keys BEGIN
  INSERT INTO known_keys (key) VALUES (new.key) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER rest_api_key_made AFTER INSERT ON rest_api_keys BEGIN
  INSERT INTO known_keys (key) VALUES (new.key) ON CONFLICT DO NOTHING;
END;
