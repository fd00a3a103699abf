-- The vectors of passages lie in shards. New ones go to shard 0, the recent part of all tenants: without an index by nearness, so
-- that writing costs nothing more, and searched exactly. Once a tenant has enough of them there, they are moved at once to a shard of
-- that tenant's own, which gets its HNSW index built in one go and is never written again, only deleted from.

alter table source add column shard int not null default 0;

-- Which shards there are beside 0, and whose: their rows can't be seen from outside.
create table shard (
  no         int generated always as identity primary key,
  generation int not null references generation,
  tenant     int not null,
  made_at    timestamptz not null default now()
);
create index on shard (tenant, generation);

drop function index_vectors(int);

-- Row-level security of a table of vectors.
create function guard_vectors(name text) returns void
  language plpgsql set search_path = retrieval, public as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('drop policy if exists tenant on %I', name);
  execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
end $$;

create or replace function add_vectors(generation int, dimensions int) returns void
  language plpgsql security definer set search_path = retrieval, public as $$
declare
  vectors text := 'vector_' || generation;
  documents text := 'document_vector_' || generation;
begin
  if to_regclass(vectors) is null then
    execute format($t$
      create table %I (
        tenant       int not null default current_setting('longshore.tenant')::int,
        source       int not null,
        ordinal      int not null,
        shard      int not null default 0,
        tokens_seen  int not null,
        tokens_given int not null,
        embedding    halfvec(%s) not null,
        primary key (tenant, source, ordinal, shard)
      ) partition by list (shard)$t$, vectors, dimensions);
    execute format('alter table %I alter embedding set storage plain', vectors);
    perform guard_vectors(vectors);
    if to_regclass(vectors || '_0') is null then
      execute format('create table %I partition of %I for values in (0)', vectors || '_0', vectors);
    else
      execute format('alter table %I attach partition %I for values in (0)', vectors, vectors || '_0');
    end if;
    perform guard_vectors(vectors || '_0');
  end if;
  if to_regclass(documents) is null then
    execute format($t$
      create table %I (
        tenant       int not null default current_setting('longshore.tenant')::int,
        source       int not null,
        part         int not null, -- dense from 0, in the order of the text
        "start"      int not null, -- code points of the document
        "end"        int not null,
        tokens_seen  int not null,
        tokens_given int not null,
        embedding    halfvec(%s) not null,
        primary key (tenant, source, part)
      )$t$, documents, dimensions);
    execute format('alter table %I alter embedding set storage plain', documents);
    perform guard_vectors(documents);
  end if;
end $$;

-- A table that is no part of anything yet: nobody else waits for it while it is filled.
create function make_shard(generation int, shard int) returns void
  language plpgsql security definer set search_path = retrieval, public as $$
declare
  name text := 'vector_' || generation || '_' || shard;
begin
  execute format('create table %I (like %I including all)', name, 'vector_' || generation);
  execute format('alter table %I add constraint shard check (shard = %s)', name, shard);
  perform guard_vectors(name);
end $$;

-- About 6 s for 10,000 vectors a core.
create function index_shard(generation int, shard int) returns void
  language plpgsql security definer set search_path = retrieval, public set maintenance_work_mem = '256MB' as $$
declare
  name text := 'vector_' || generation || '_' || shard;
begin
  execute format('create index %I on %I using hnsw (embedding halfvec_cosine_ops) with (m = 16, ef_construction = 64)',
    name || '_hnsw', name);
  execute format('analyze %I', name);
end $$;

-- From now on it is searched. Neither readers nor writers of the others wait.
create function attach_shard(generation int, shard int) returns void
  language plpgsql security definer set search_path = retrieval, public as $$
begin
  execute format('alter table %I attach partition %I for values in (%s)',
    'vector_' || generation, 'vector_' || generation || '_' || shard, shard);
end $$;

-- Readers wait while it waits for other readers: it gives up soon, to be tried again.
create function drop_shard(generation int, shard int) returns void
  language plpgsql security definer set search_path = retrieval, public set lock_timeout = '100ms' as $$
begin
  execute format('drop table if exists %I', 'vector_' || generation || '_' || shard);
end $$;

revoke execute on function guard_vectors(text), make_shard(int, int), index_shard(int, int), attach_shard(int, int),
  drop_shard(int, int) from public;
grant execute on function make_shard(int, int), index_shard(int, int), attach_shard(int, int), drop_shard(int, int) to retrieval;

-- What lies in a table of a generation becomes its recent part.
do $$
declare
  old record;
  name text;
begin
  for old in select no, dimensions from generation loop
    name := 'vector_' || old.no;
    if to_regclass(name) is not null then
      execute format('drop index if exists %I', name || '_hnsw');
      execute format('alter table %I add column shard int not null default 0', name);
      execute format('alter table %I drop constraint %I', name, name || '_pkey');
      execute format('alter table %I rename to %I', name, name || '_0');
      execute format('alter table %I add primary key (tenant, source, ordinal, shard)', name || '_0');
    end if;
    perform add_vectors(old.no, old.dimensions);
  end loop;
end $$;
