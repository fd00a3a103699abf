-- Which documents an answer quotes, so that a deleted one can be taken out of it.
create table answer_source (
  tenant   int  not null default current_setting('longshore.tenant')::int,
  document uuid not null,
  answer   uuid not null,
  primary key (tenant, document, answer),
  foreign key (tenant, answer) references answer
);
alter table answer_source enable row level security;
alter table answer_source force row level security;
create policy tenant on answer_source using (tenant = current_setting('longshore.tenant')::int);
