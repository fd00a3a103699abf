-- A tenant that is deleted has a row until nothing of it is left, and its number has one for good: it is given to nobody else.
alter table tenant
  add column deleted_at timestamptz,
  add column erased_at  timestamptz;

-- Nothing is made in a tenant that is deleted, whoever was let in a moment before, by a gateway of before, too.
create function refuse_deleted_tenant() returns trigger language plpgsql as $$
begin
  if exists (select from tenant where id = new.tenant and deleted_at is not null) then
    raise exception 'tenant % is deleted', new.tenant using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array ['collection', 'document', 'conversation', 'api_key'] loop
    execute format('create trigger living before insert on %I for each row execute function refuse_deleted_tenant()', name);
  end loop;
end $$;
