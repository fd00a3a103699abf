-- How much memory a build may take depends on how many vectors it is of: its transaction says it. A graph of more neighbours, built
-- with more candidates: questions lie apart from passages, and of the ten nearest to 200 of them 16 and 64 found .95, searched
-- with 800 candidates, these .99 with 400. About 10 s for 10,000 vectors a core.
create or replace function index_shard(generation int, shard int) returns void
  language plpgsql security definer set search_path = retrieval, public as $$
declare
  name text := 'vector_' || generation || '_' || shard;
begin
  execute format('create index %I on %I using hnsw (embedding halfvec_cosine_ops) with (m = 24, ef_construction = 128)',
    name || '_hnsw', name);
  execute format('analyze %I', name);
end $$;

-- Of which collections a shard holds vectors, so that a scope of whole collections needs no list of their documents. Counts are
-- those of the day it was made: what is deleted since is still in them.
create table shard_collection (
  tenant     int    not null default current_setting('longshore.tenant')::int,
  shard      int    not null references shard on delete cascade,
  collection uuid   not null,
  sources    int    not null,
  passages   bigint not null,
  primary key (tenant, shard, collection)
);

alter table source no force row level security; -- for the owner, here
insert into shard_collection
  select tenant, shard, collection, count(*), sum(passages) from source where live and shard <> 0 group by 1, 2, 3;
alter table source force row level security;

alter table shard_collection enable row level security;
alter table shard_collection force row level security;
create policy tenant on shard_collection using (tenant = current_setting('longshore.tenant')::int);

-- The recent part of a collection is found without the rest of it.
create index on source (tenant, collection, generation, shard) where live;
drop index source_tenant_collection_generation_idx;
