-- Whose a collection is, and which groups read and change it; without groups everybody of the tenant. Columns are only added, and what a
-- gateway of before writes is the owner's whom all its requests have.
alter table collection
  add column owner   text   not null default 'local',
  add column readers text[] not null default '{}',
  add column editors text[] not null default '{}';

-- A collection's documents are counted without those that are not for everybody.
create index document_version_restricted on document_version (tenant, document, version) where readers <> '{}';

-- Whose a conversation is, and with it its answers.
alter table conversation add column owner text not null default 'local';
create index conversation_of_owner on conversation (tenant, owner, updated_at, id);
drop index conversation_age;

-- Answers that still run, of all tenants, so that one look tells which of them are to be ended. Exempt from row-level security, like the outbox:
-- it holds times only. Kept by the database, for what a gateway of before writes, too.
create table running_answer (
  tenant   int         not null,
  id       uuid        not null,
  deadline timestamptz not null,
  read_at  timestamptz not null, -- infinity once it is said that nobody waits for it
  primary key (tenant, id)
);

create function keep_running_answer() returns trigger language plpgsql as $$
begin
  if new.status = 'running' then
    insert into running_answer (tenant, id, deadline, read_at)
      values (new.tenant, new.id, new.deadline,
        case when new.cancelled_at is null then coalesce(new.read_at, new.created_at) else 'infinity' end)
      on conflict (tenant, id) do update set read_at = excluded.read_at;
  else
    delete from running_answer where tenant = new.tenant and id = new.id;
  end if;
  return null;
end $$;

create trigger running after insert or update of status, read_at, cancelled_at on answer
  for each row execute function keep_running_answer();

alter table answer no force row level security; -- for the owner, here
insert into running_answer (tenant, id, deadline, read_at)
  select tenant, id, deadline, case when cancelled_at is null then coalesce(read_at, created_at) else 'infinity' end
  from answer where status = 'running'
  on conflict do nothing;
alter table answer force row level security;
