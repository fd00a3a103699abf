-- Who this installation is, for the blob store: two that share a place would each take the other's blobs for orphans.
create table installation (
  one boolean primary key default true check (one),
  id  uuid not null default gen_random_uuid()
);
insert into installation default values;
