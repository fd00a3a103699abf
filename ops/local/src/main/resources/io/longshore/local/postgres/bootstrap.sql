-- What an operator prepares once in a database, as superuser; migrations are the services' own, run by the owner role.
-- Roles belong to the cluster, the rest to the database; the script may run again.
do $$
declare
  room text;
begin
  perform pg_advisory_xact_lock(4711); -- roles are shared by all databases: one at a time
  if not exists (select from pg_roles where rolname = 'longshore_owner') then
    create role longshore_owner login nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  create extension if not exists vector;
  execute format('grant connect, create on database %I to longshore_owner', current_database());
  revoke create on schema public from public;

  foreach room in array array ['library', 'retrieval', 'memory', 'generation'] loop
    if not exists (select from pg_roles where rolname = room) then
      execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole', room);
    end if;
    execute format('create schema if not exists %I authorization longshore_owner', room);
    execute format('grant usage on schema %I to %I', room, room);
    execute format('grant connect on database %I to %I', current_database(), room);
    execute format('alter role %I in database %I set search_path = %I, public', room, current_database(), room);
    execute format('alter default privileges for role longshore_owner in schema %I grant select, insert, update, delete on tables to %I', room, room);
    execute format('alter default privileges for role longshore_owner in schema %I grant usage, select on sequences to %I', room, room);
  end loop;
end $$;
