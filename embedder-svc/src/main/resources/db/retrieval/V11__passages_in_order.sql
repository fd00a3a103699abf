-- Of each document the passage that its text begins with, without reading the others.
create index on passage (tenant, source, "start", ordinal);

-- What conditions leave out of a collection is counted out of this index alone.
create index on source (tenant, collection, generation, shard) include (no) where live;
drop index source_tenant_collection_generation_shard_idx;
