-- Who still reads an answer, and what it could not know. Columns are only added: the version before writes rows without them.
alter table answer
  add column read_at           timestamptz,          -- when somebody last was seen reading it while it ran
  add column cancelled_at      timestamptz,          -- when it was said that nobody waits for it
  add column pending_documents int not null default 0; -- of its scope, not ready when it was asked

-- Every question counts what is on its way: few versions are, whatever the size of the library.
create index document_version_pending on document_version (tenant, document)
  where state in ('queued', 'parsing', 'embedding', 'waiting');
