-- What the gateway knows: what was handed in, what was asked. Run by the owner role; the service role only reads and writes rows.

create table collection (
  tenant     int         not null default current_setting('longshore.tenant')::int,
  id         uuid        not null,
  name       text        not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (tenant, id)
);
create unique index collection_name on collection (tenant, name) where deleted_at is null;

create table document (
  tenant         int         not null default current_setting('longshore.tenant')::int,
  id             uuid        not null,
  collection     uuid        not null,
  name           text        not null,
  version        int         not null, -- the latest that was handed in
  ready_version  int,                  -- the latest that is searchable
  delete_version int,                  -- above all versions; set when the document is to be forgotten
  erased_by      text[]      not null default '{}',
  deleted_at     timestamptz,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (tenant, id),
  foreign key (tenant, collection) references collection
);
create unique index document_name on document (tenant, collection, name) where delete_version is null;
create index document_age on document (tenant, created_at, id) where deleted_at is null;

create table document_version (
  tenant         int         not null default current_setting('longshore.tenant')::int,
  document       uuid        not null,
  version        int         not null,
  blob           text        not null,
  bytes          bigint      not null,
  media_type     text        not null,
  language       text,
  date           date,
  metadata       jsonb       not null,
  state          text        not null,
  done           int         not null default 0,
  total          int         not null default 0,
  code           text,
  message        text,
  rate_since     timestamptz,
  rate_from      int         not null default 0,
  text_hash      text,
  text_blob      text,
  structure_blob text,
  code_points    int,
  words          int,
  pages          int,
  tokens_seen    bigint,
  tokens_given   bigint,
  primary key (tenant, document, version),
  foreign key (tenant, document) references document
);
create index document_version_blob on document_version (tenant, blob);
create index document_version_text on document_version (tenant, text_blob);
create index document_version_structure on document_version (tenant, structure_blob);

-- Exempt from row-level security: one clock sends for all tenants. Holds a row until its work has ended.
create table outbox (
  id       bigint generated always as identity primary key,
  tenant   int         not null,
  document uuid        not null,
  version  int         not null,
  deletion boolean     not null,
  record   text        not null,
  attempts int         not null default 0,
  due_at   timestamptz not null,
  unique (document, version)
);
create index outbox_due on outbox (due_at);

create table conversation (
  tenant     int         not null default current_setting('longshore.tenant')::int,
  id         uuid        not null,
  title      text        not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant, id)
);
create index conversation_age on conversation (tenant, updated_at, id);

create table answer (
  tenant        int         not null default current_setting('longshore.tenant')::int,
  id            uuid        not null,
  conversation  uuid        not null,
  question      text        not null,
  status        text        not null,
  partition     int         not null, -- of the topic "answers"; no event of this question stands before first_offset
  first_offset  bigint      not null,
  deadline      timestamptz not null,
  text          text,
  abstained     boolean     not null default false,
  citations     text        not null default '[]',
  timings       text        not null default '{"millis":{}}',
  skipped       text[]      not null default '{}',
  degraded      text[]      not null default '{}',
  error_code    text,
  error_message text,
  events        text,                 -- the accepted events of the topic, so that a replay counts as the live stream did
  created_at    timestamptz not null,
  finished_at   timestamptz,
  primary key (tenant, id),
  foreign key (tenant, conversation) references conversation
);
create index answer_conversation on answer (tenant, conversation, created_at);
create index answer_running on answer (tenant, deadline) where status = 'running';

-- An unset tenant is an error, so a forgotten one fails closed.
do $$
declare
  name text;
begin
  foreach name in array array ['collection', 'document', 'document_version', 'conversation', 'answer'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
  end loop;
end $$;
