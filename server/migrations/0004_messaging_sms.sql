-- Messages to phones. The body is sealed: it may hold a sign-in code.
create schema messaging;
grant usage on schema messaging to anju_app;

-- A phone belongs to no company, neither do its sign-in codes: no tenant here.
create table messaging.sms (
  id uuid primary key,
  phone_index bytea not null,
  phone_sealed bytea not null,
  body_sealed bytea not null,
  kind text not null check (kind in ('sign-in-code', 'notice')),
  channel text not null,
  at timestamptz not null,
  sent_at timestamptz
);
create index sms_phone on messaging.sms (phone_index, at desc);
create index sms_at on messaging.sms (at);
grant select, insert, update, delete on messaging.sms to anju_app;
