-- One row a question: who answers it, how often it was tried, how far it came. The lease and the
-- checkpoint are for generations that outlive their instance.
create table task (
  tenant int not null,
  question uuid not null,
  state text not null default 'running' check (state in ('waiting', 'running', 'finished')),
  attempt int not null default 1 check (attempt >= 1),
  lease_holder text,
  lease_until timestamptz,
  checkpoint jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant, question)
);

alter table task enable row level security;
alter table task force row level security;
create policy tenant on task
  using (tenant = current_setting('longshore.tenant')::int)
  with check (tenant = current_setting('longshore.tenant')::int);
