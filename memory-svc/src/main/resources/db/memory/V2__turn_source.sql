-- Which documents an answer cites, so that it can be forgotten with them.
create table turn_source (
  tenant int not null,
  question_id uuid not null,
  document uuid not null,
  primary key (tenant, question_id, document),
  foreign key (tenant, question_id) references turn on delete cascade
);
create index turn_source_document on turn_source (tenant, document);

-- False for what the version before this one remembers: its sources are unknown, so it goes with any document.
alter table turn add column sourced boolean not null default false;
create index turn_unsourced on turn (tenant) where answer is not null and not sourced;

-- Documents that are erased; stays, so that an answer that comes late does not bring them back.
create table fence (
  tenant int not null,
  document uuid not null,
  version int not null,
  primary key (tenant, document)
);

do $$
declare
  name text;
begin
  foreach name in array array ['turn_source', 'fence'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
  end loop;
end $$;
