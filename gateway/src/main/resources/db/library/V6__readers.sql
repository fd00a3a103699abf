-- Who may read a document: its owner, and these groups; without groups everybody of the tenant. Columns are only added: the version
-- before writes rows without them.
alter table document add column owner text not null default 'local'; -- who handed it in first
alter table document_version add column readers text[] not null default '{}';

-- The index learns the metadata of what was handed in before: the same version is sent once more. Nothing is embedded again.
alter table document no force row level security;
alter table document_version no force row level security;
insert into outbox (tenant, document, version, deletion, record, due_at)
select d.tenant, d.id, v.version, false,
  json_build_object(
    'action', 'SUBMIT',
    'principal', json_build_object('tenant', d.tenant, 'owner', d.owner, 'groups', json_build_array()),
    'document', d.id, 'version', v.version, 'collection', d.collection, 'name', d.name,
    'blob', v.blob, 'bytes', v.bytes, 'mediaType', v.media_type, 'language', v.language, 'date', v.date,
    'metadata', v.metadata, 'readers', v.readers)::text,
  now()
from document d
join document_version v on v.tenant = d.tenant and v.document = d.id and v.version = d.version
where d.delete_version is null and d.ready_version = d.version and v.metadata <> '[]'
on conflict do nothing;
alter table document force row level security;
alter table document_version force row level security;
