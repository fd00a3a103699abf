-- What waits is sent again at its time, whatever else is heard of it.
alter table outbox add column waits boolean not null default false;

-- The tenants' queues: what was never sent.
create index outbox_queue on outbox (tenant, id) where attempts = 0 and not deletion;

-- What is still being taken in, of which a question is told.
create index document_version_pending on document_version (tenant, document) where state not in ('ready', 'failed');
