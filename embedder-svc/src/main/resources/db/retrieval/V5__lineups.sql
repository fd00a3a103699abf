-- How the vectors of a generation are made, beside its model: what a collection may choose.
alter table generation
  add column passages  text not null default 'SEPARATE',
  add column documents text not null default 'PASSAGES';

-- The generations of a collection. This one row decides which is searched; a collection without one is searched in the service's own.
create table lineup (
  tenant     int  not null default current_setting('longshore.tenant')::int,
  collection uuid not null,
  serving    int  not null references generation,
  candidate  int  references generation, -- built beside it
  previous   int  references generation, -- searched before the last switch
  strays     boolean not null default true, -- whether searchable sources may be of none of these
  primary key (tenant, collection)
);

-- What the candidate would have found for questions that the serving generation answered; ids, no texts.
create table comparison (
  tenant      int  not null default current_setting('longshore.tenant')::int,
  collection  uuid not null,
  candidate   int  not null,
  question    uuid not null,
  at          timestamptz not null,
  same_top    boolean not null, -- whether both have the same place first
  overlap     double precision not null, -- of the first ten, 0 to 1
  rank_biased double precision not null, -- overlap by rank, 0 to 1
  serving_ms  int  not null,
  candidate_ms int not null,
  primary key (tenant, collection, candidate, question)
);

do $$
declare
  name text;
begin
  foreach name in array array ['lineup', 'comparison'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
  end loop;
end $$;

drop index source_tenant_collection_idx;
create index on source (tenant, collection, generation) where live;

-- Readers wait while it waits for other readers: it gives up soon, to be tried again.
create function drop_vectors(generation int) returns void
  language plpgsql security definer set search_path = retrieval, public set lock_timeout = '100ms' as $$
begin
  execute format('drop table if exists %I', 'vector_' || generation);
  execute format('drop table if exists %I', 'document_vector_' || generation);
end $$;
revoke execute on function drop_vectors(int) from public;
grant execute on function drop_vectors(int) to retrieval;
