-- What is remembered of a conversation: written when a question passes, completed by its answer.
create table turn (
  tenant int not null,
  question_id uuid not null,
  conversation_id uuid not null,
  question text not null,
  standalone text not null,
  answer text,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  primary key (tenant, question_id)
);

create index turn_by_conversation on turn (tenant, conversation_id, asked_at);

alter table turn enable row level security;
alter table turn force row level security;
create policy tenant on turn
  using (tenant = current_setting('longshore.tenant')::int)
  with check (tenant = current_setting('longshore.tenant')::int);
