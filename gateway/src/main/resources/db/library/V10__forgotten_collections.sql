-- Whoever deletes a collection leaves it to be forgotten, a gateway of before V9 too. Five minutes later nobody works any more on what was asked
-- for while there was the collection: a request waits 15 s for the embedder, and a statement there has its bound.
create function forget_collection() returns trigger language plpgsql as $$
begin
  insert into deleted_collection (tenant, id, due_at) values (new.tenant, new.id, new.deleted_at + interval '5 minutes')
    on conflict do nothing;
  return null;
end $$;

create trigger forgotten after update of deleted_at on collection
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function forget_collection();

-- What such a gateway has deleted since V9; of the others the embedder hears once more.
alter table collection no force row level security; -- for the owner, here
insert into deleted_collection select tenant, id, deleted_at + interval '5 minutes' from collection where deleted_at is not null
  on conflict do nothing;
alter table collection force row level security;
