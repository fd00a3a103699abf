-- What is refused because its tenant is deleted is told from every other constraint that is violated, and is one of them for a gateway of before.
create or replace function refuse_deleted_tenant() returns trigger language plpgsql as $$
begin
  if exists (select from tenant where id = new.tenant and deleted_at is not null) then
    raise exception 'tenant % is deleted', new.tenant using errcode = '23L01';
  end if;
  return new;
end $$;
