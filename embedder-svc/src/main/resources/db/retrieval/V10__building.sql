-- Which instance brings a collection into its other generations: no other one does, until this one says nothing for as long as its
-- lease. Exempt from row-level security, like generation_use: one clock prolongs what it holds of all tenants.
create table building (
  tenant     int         not null,
  collection uuid        not null,
  holder     text        not null, -- of one start of an instance
  until      timestamptz not null,
  primary key (tenant, collection)
);
