-- Every table of a tenant: the tenant is filled in from the transaction and checked by a policy.

-- What the vectors were made with. Not a tenant's.
create table generation (
  no             int generated always as identity primary key,
  key            text not null unique,
  model          text not null,
  dimensions     int  not null,
  passage_tokens int  not null,
  made_at        timestamptz not null default now()
);

-- Which tenants have sources of which generation: their own rows can't be seen from outside.
create table generation_use (
  tenant     int not null,
  generation int not null references generation,
  primary key (tenant, generation)
);

-- The latest that is known of a document; stays when it is deleted, so that nothing late brings it back.
create table fence (
  tenant   int  not null default current_setting('longshore.tenant')::int,
  document uuid not null,
  version  int  not null,
  deleted  boolean not null,
  primary key (tenant, document)
);

-- One version of a document in one generation. Searched when live; its number keys everything below.
create table source (
  tenant       int  not null default current_setting('longshore.tenant')::int,
  no           int  generated always as identity,
  document     uuid not null,
  version      int  not null,
  generation   int  not null references generation,
  collection   uuid not null,
  owner        text not null,
  name         text not null,
  language     text not null,
  date         date,
  text_hash    text not null,
  text_blob    text not null,
  structure_blob text not null,
  items        int  not null,
  items_done   int  not null default 0,
  passages     int  not null default 0,
  terms        bigint not null default 0,
  tokens_seen  bigint not null default 0,
  tokens_given bigint not null default 0,
  live         boolean not null default false,
  primary key (tenant, no),
  unique (tenant, document, version, generation)
);
create index on source (tenant, collection) where live;

-- Ranges of the text that are counted: a second delivery finds its row here.
create table item (
  tenant  int not null default current_setting('longshore.tenant')::int,
  source  int not null,
  item    int not null,
  "start" int not null,
  "end"   int not null,
  primary key (tenant, source, item)
);

create table passage (
  tenant   int  not null default current_setting('longshore.tenant')::int,
  source   int  not null,
  ordinal  int  not null, -- dense from 0, in the order of arrival
  "start"  int  not null,
  "end"    int  not null,
  page     int,
  headings text not null, -- one a line
  body     text not null,
  primary key (tenant, source, ordinal)
);

-- The passages of a source that hold a term: lexical/Postings.java packs them.
create table posting (
  tenant  int    not null default current_setting('longshore.tenant')::int,
  term    bigint not null,
  source  int    not null,
  first   int    not null,
  n       int    not null,
  payload bytea  not null,
  primary key (tenant, term, source, first) include (n)
);
alter table posting alter payload set storage plain;
create index on posting (tenant, source);

do $$
declare
  name text;
begin
  foreach name in array array ['fence', 'source', 'item', 'passage', 'posting'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
  end loop;
end $$;

-- A generation's vectors have a table of their own: any dimensions, an HNSW index of one model only, dropped at once.
-- The service's role owns nothing, so these run as the owner.
create function add_vectors(generation int, dimensions int) returns void
  language plpgsql security definer set search_path = retrieval, public as $$
declare
  name text := 'vector_' || generation;
begin
  execute format($t$
    create table if not exists %I (
      tenant    int not null default current_setting('longshore.tenant')::int,
      source    int not null,
      ordinal   int not null,
      embedding halfvec(%s) not null,
      primary key (tenant, source, ordinal)
    )$t$, name, dimensions);
  execute format('alter table %I alter embedding set storage plain', name);
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('drop policy if exists tenant on %I', name);
  execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
end $$;

-- Writers wait while it is built (about 6 s for 10,000 vectors a core); afterwards each insert costs about 5 ms.
create function index_vectors(generation int) returns void
  language plpgsql security definer set search_path = retrieval, public set maintenance_work_mem = '256MB' as $$
begin
  execute format('create index if not exists %I on %I using hnsw (embedding halfvec_cosine_ops) with (m = 16, ef_construction = 64)',
    'vector_' || generation || '_hnsw', 'vector_' || generation);
end $$;

revoke execute on function add_vectors(int, int), index_vectors(int) from public;
grant execute on function add_vectors(int, int), index_vectors(int) to retrieval;
