-- Postings lie in segments. A document has a segment of its own, under its own number, until the merger puts it together with
-- others of its collection, language and generation. What was written before is written again from the passages.
truncate posting;
alter table posting rename column source to segment;
alter table posting add column last int not null;
alter table posting drop constraint posting_pkey;
drop index posting_tenant_source_idx;
alter table posting add primary key (tenant, segment, term, first) include (n, last);

-- Null: the words of a live source are still to be written.
alter table source add column segment int, add column place int not null default 0;
create index on source (tenant, segment, place);
create index source_loose on source (tenant, collection) where live and coalesce(segment, no) = no;

create table segment (
  tenant     int  not null default current_setting('longshore.tenant')::int,
  no         int  not null default nextval('source_no_seq'), -- never the number of a source
  collection uuid not null,
  language   text not null,
  generation int  not null references generation,
  places     int  not null default 0, -- places of passages that were ever taken; those of erased documents stay empty
  borders    bytea not null default '', -- a bit a place, lowest first: whether a document begins there
  documents  int  not null default 0,
  passages   int  not null default 0,
  terms      bigint not null default 0,
  primary key (tenant, no)
);
create index on segment (tenant, collection);
alter table segment enable row level security;
alter table segment force row level security;
create policy tenant on segment using (tenant = current_setting('longshore.tenant')::int);
