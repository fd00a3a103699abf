-- What is said about a document travels beside its submissions, in rows of their own, so that no answer to a submission ends it.
alter table document add column revision int not null default 0; -- counts what was said about it
-- A row with a revision is such a description. As a deletion it stands in no queue and is sent until it is heard that it holds.
alter table outbox add column revision int;
alter table outbox drop constraint outbox_document_version_key;
create unique index on outbox (document, version, deletion);

-- What V6 would hand in once more is only described, nothing is parsed: behind what is handed in, a hundred a second.
alter table document no force row level security;
alter table document_version no force row level security;
with said as (
  select o.id, row_number() over (order by o.id) as place
  from outbox o
  join document d on d.tenant = o.tenant and d.id = o.document and d.version = o.version and d.ready_version = d.version
  join document_version v on v.tenant = d.tenant and v.document = d.id and v.version = d.version and v.state = 'ready'
  where not o.deletion)
update outbox o set deletion = true, revision = 1, attempts = 0, due_at = now() + said.place * interval '10 ms',
  record = (o.record::jsonb || '{"action": "DESCRIBE", "revision": 1}')::text
from said where said.id = o.id;
update document d set revision = 1 from outbox o where o.revision = 1 and o.tenant = d.tenant and o.document = d.id;
alter table document force row level security;
alter table document_version force row level security;
