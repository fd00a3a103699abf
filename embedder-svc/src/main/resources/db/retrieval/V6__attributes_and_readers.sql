-- What questions may be narrowed by: typed rows, compared by equality and ranges alone, which stay conditions of an index under
-- row-level security. A document's name, language and date are rows beside its metadata.
create table attribute (
  tenant int  not null default current_setting('longshore.tenant')::int,
  source int  not null,
  key    text not null,
  text   text, -- a long one as its hash: index/AttributeRepository.java
  number double precision,
  flag   boolean,
  date   date
);
create index on attribute (tenant, source, key);
create index on attribute (tenant, key, text, source) where text is not null;
create index on attribute (tenant, key, number, source) where number is not null;
create index on attribute (tenant, key, date, source) where date is not null;

-- Groups that may read a source. One without such rows is for everybody of its tenant.
create table reader (
  tenant int  not null default current_setting('longshore.tenant')::int,
  source int  not null,
  name   text not null,
  primary key (tenant, source, name)
);

-- Whether it has readers: a search among sources that have none looks at no reader.
alter table source add column restricted boolean not null default false;
create index source_restricted on source (tenant, collection) where live and restricted;

-- Of what is there already the metadata isn't known here: the gateway hands it in again.
alter table source no force row level security;
insert into attribute (tenant, source, key, text) select tenant, no, 'name', name from source where length(name) <= 200;
insert into attribute (tenant, source, key, text) select tenant, no, 'language', language from source;
insert into attribute (tenant, source, key, text)
  select tenant, no, 'language', split_part(language, '-', 1) from source where language like '%-%';
insert into attribute (tenant, source, key, date) select tenant, no, 'date', date from source where date is not null;
alter table source force row level security;

do $$
declare
  name text;
begin
  foreach name in array array ['attribute', 'reader'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
  end loop;
end $$;
