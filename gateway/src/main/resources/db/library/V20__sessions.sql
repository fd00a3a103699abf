-- Keys that a login made; they go when they have expired.
alter table api_key add column session boolean not null default false;
create index api_key_sessions on api_key (expires_at) where session;
