-- What callers used and may use. A subject is 'key:' and a key's prefix, 'owner:' and the name of one who shows no key, or '': the whole tenant.

-- The minute that a subject is in, one row each: a later minute takes the place of the one before.
create table usage_minute (
  tenant   int         not null default current_setting('longshore.tenant')::int,
  subject  text        not null,
  since    timestamptz not null,
  requests bigint      not null,
  primary key (tenant, subject)
);

create table usage_day (
  tenant         int    not null default current_setting('longshore.tenant')::int,
  day            date   not null, -- in UTC
  subject        text   not null,
  requests       bigint not null default 0, -- with those that were refused
  refused        bigint not null default 0, -- by a limit
  tokens_read    bigint not null default 0,
  tokens_written bigint not null default 0,
  bytes          bigint not null default 0, -- handed in
  primary key (tenant, day, subject)
);

-- Null is what the operator set for all of a kind.
create table usage_limit (
  tenant          int    not null default current_setting('longshore.tenant')::int,
  subject         text   not null,
  requests_minute bigint,
  tokens_day      bigint,
  bytes_day       bigint,
  primary key (tenant, subject)
);

-- Whose an answer is that is being written, until its tokens are counted.
create table usage_answer (
  tenant  int  not null default current_setting('longshore.tenant')::int,
  answer  uuid not null,
  subject text not null,
  primary key (tenant, answer)
);

-- Who changed what, and who was refused. Rows without a tenant are of callers whom nobody knows: they are written and seen without a tenant only.
create table audit (
  id        bigint generated always as identity primary key,
  tenant    int         default nullif(current_setting('longshore.tenant', true), '')::int,
  at        timestamptz not null,
  owner     text,
  key       text,                      -- prefix
  address   text        not null,
  method    text        not null,
  route     text        not null,      -- its pattern
  resources text        not null,      -- ids of what it names
  status    int         not null,
  request   text,                      -- id of its trace
  times     int         not null       -- how often within a minute, for refusals
);
create index audit_of_tenant on audit (tenant, id);

do $$
declare
  name text;
begin
  foreach name in array array ['usage_minute', 'usage_day', 'usage_limit', 'usage_answer'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
  end loop;

  -- The service adds and reads: what is written stays until the owner role takes it away.
  alter table audit enable row level security;
  alter table audit force row level security;
  create policy seen on audit for select
    using (tenant is not distinct from nullif(current_setting('longshore.tenant', true), '')::int);
  create policy added on audit for insert
    with check (tenant is not distinct from nullif(current_setting('longshore.tenant', true), '')::int);
  execute format('create policy house on audit to %I using (true)', current_user);
  execute format('revoke update, delete, truncate on audit from %I', current_schema()); -- a schema has its role's name
end $$;
