-- What waits is sent again at its time, whatever else is heard of it.
alter table outbox add column waits boolean not null default false;

-- The tenants' queues: what was never sent.
create index outbox_queue on outbox (tenant, id) where attempts = 0 and not deletion;
