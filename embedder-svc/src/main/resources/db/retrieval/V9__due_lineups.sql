-- Whether a generation of a collection may lack documents, or hold some that it should not: upkeep looks there alone.
alter table lineup
  add column due    boolean not null default true,
  add column former int[]   not null default '{}'; -- were searched, and are out of use while there are strays

-- How the generations of before V5 were made is in their keys: model/tokens/[passages/]documents-<vectors>x<tokens>.
update generation g set
  passages = upper(coalesce(made[1], 'separate')),
  documents = upper(replace(made[2], '-', '_'))
from (
  select no, regexp_match(key, '/[0-9]+/(?:(separate|late)/)?(passages|none|pcw|gp|rp|pi|pi-keep20|ntk|selfextend)(?:\+scaled)?-[0-9]+x[0-9]+$') as made
  from generation) known
where known.no = g.no and made is not null;
