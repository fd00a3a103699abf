-- A task is worked on under a lease. The queue is claimed for all tenants at once, so it is exempt from row-level security, like
-- an outbox; it holds no text. What the version before does to this table still works: it begins and finishes rows of its own
-- (running, without a lease), and both versions see which questions are answered.
drop policy tenant on task;
alter table task no force row level security;
alter table task disable row level security;
alter table task drop column checkpoint;
alter table task drop constraint task_attempt_check;
alter table task
  add constraint task_attempt_check check (attempt >= 0), -- 0: nobody has begun
  add column lane text not null default 'short' check (lane in ('short', 'long')),
  add column deadline timestamptz;
create index task_open on task (lane, created_at) where state <> 'finished';
create index task_age on task (created_at);

-- What a task is about and how far it came; gone when it ends.
create table task_content (
  tenant int not null,
  question uuid not null,
  record text not null,
  checkpoint text,
  primary key (tenant, question),
  foreign key (tenant, question) references task on delete cascade
);
-- Read once at most: compressing it would take longer than writing it.
alter table task_content alter column record set storage external;

alter table task_content enable row level security;
alter table task_content force row level security;
create policy tenant on task_content
  using (tenant = current_setting('longshore.tenant')::int)
  with check (tenant = current_setting('longshore.tenant')::int);
