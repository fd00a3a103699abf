-- One or a few vectors of each document stand beside those of its passages, in a table of the generation too;
-- every vector says of how many of its text's tokens it is made.
create or replace function add_vectors(generation int, dimensions int) returns void
  language plpgsql security definer set search_path = retrieval, public as $$
declare
  name text;
begin
  execute format($t$
    create table if not exists %I (
      tenant       int not null default current_setting('longshore.tenant')::int,
      source       int not null,
      ordinal      int not null,
      tokens_seen  int not null,
      tokens_given int not null,
      embedding    halfvec(%s) not null,
      primary key (tenant, source, ordinal)
    )$t$, 'vector_' || generation, dimensions);
  execute format($t$
    create table if not exists %I (
      tenant       int not null default current_setting('longshore.tenant')::int,
      source       int not null,
      part         int not null, -- dense from 0, in the order of the text
      "start"      int not null, -- code points of the document
      "end"        int not null,
      tokens_seen  int not null,
      tokens_given int not null,
      embedding    halfvec(%s) not null,
      primary key (tenant, source, part)
    )$t$, 'document_vector_' || generation, dimensions);
  foreach name in array array ['vector_' || generation, 'document_vector_' || generation] loop
    execute format('alter table %I alter embedding set storage plain', name);
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('drop policy if exists tenant on %I', name);
    execute format('create policy tenant on %I using (tenant = current_setting(''longshore.tenant'')::int)', name);
  end loop;
end $$;

do $$
declare
  old record;
begin
  for old in select no, dimensions from generation loop
    execute format('alter table if exists %I add column tokens_seen int not null default 0, add column tokens_given int not null default 0',
      'vector_' || old.no);
    perform add_vectors(old.no, old.dimensions);
  end loop;
end $$;
