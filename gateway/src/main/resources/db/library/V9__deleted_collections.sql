-- Collections that the embedder is still to forget. Exempt from row-level security, like the outbox: one sweep tells of all tenants.
create table deleted_collection (
  tenant int         not null default current_setting('longshore.tenant')::int,
  id     uuid        not null,
  due_at timestamptz not null, -- when it is told, or told again
  primary key (tenant, id)
);

alter table collection no force row level security; -- for the owner, here
insert into deleted_collection select tenant, id, now() from collection where deleted_at is not null;
alter table collection force row level security;
