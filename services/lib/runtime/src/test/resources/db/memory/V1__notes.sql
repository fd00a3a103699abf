create table note (
  tenant int not null,
  id int not null,
  text text not null,
  primary key (tenant, id)
);
alter table note enable row level security;
alter table note force row level security;
create policy tenant on note using (tenant = current_setting('longshore.tenant')::int);

create table outbox (id int primary key);
