-- What is said about a version beside its text. The readers of the one that was said last are those of all sources of its document;
-- rows of "attribute" and "reader" follow from here, also those of a source that is made later.
create table description (
  tenant   int    not null default current_setting('longshore.tenant')::int,
  document uuid   not null,
  version  int    not null,
  revision int    not null, -- counts within the document: what is older writes nothing
  metadata jsonb  not null, -- long texts as their hash
  readers  text[] not null,
  primary key (tenant, document, version)
);

alter table source no force row level security; -- for the owner, here
alter table attribute no force row level security;
alter table reader no force row level security;
insert into description
  select distinct on (tenant, document, version) tenant, document, version, 0,
    (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'key', key, 'text', text, 'number', number, 'flag', flag, 'date', a.date))), '[]')
      from attribute a where a.tenant = s.tenant and a.source = s.no and key not in ('name', 'language', 'date')),
    array(select r.name from reader r where r.tenant = s.tenant and r.source = s.no order by r.name)
  from source s order by tenant, document, version, no desc;
-- The names that V6 left out.
insert into attribute (tenant, source, key, text)
  select tenant, no, 'name', 'sha256:' || encode(sha256(convert_to(name, 'UTF8')), 'hex') from source s
  where length(name) > 200
    and not exists (select from attribute a where a.tenant = s.tenant and a.source = s.no and a.key = 'name');
alter table source force row level security;
alter table attribute force row level security;
alter table reader force row level security;

alter table description enable row level security;
alter table description force row level security;
create policy tenant on description using (tenant = current_setting('longshore.tenant')::int);
