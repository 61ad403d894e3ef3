-- Notices (站内消息): what a person should know, kept in their inbox. Other channels are deliveries of it.
create table messaging.notice (
  tenant_id uuid not null references identity.company,
  -- one notice may go to many: they share its id
  id uuid not null,
  -- staff or resident account
  account_id uuid not null,
  kind text not null,
  -- names and numbers for the words of the kind, as texts
  params jsonb not null default '{}' check (jsonb_typeof(params) = 'object' and length(params::text) <= 2000),
  -- what it is about, for the way there
  about_kind text,
  about_id uuid,
  at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, id, account_id),
  check ((about_kind is null) = (about_id is null))
);
create index notice_account on messaging.notice (tenant_id, account_id, at desc, id desc);
create index notice_unread on messaging.notice (tenant_id, account_id) where read_at is null;
create index notice_at on messaging.notice (at);
call platform.protect('messaging.notice', 'select, insert, update, delete');
create policy resident_self on messaging.notice as restrictive
  using ((select platform.actor_kind()) <> 'resident' or account_id = (select platform.actor_id()));

-- What somebody wants besides the inbox, by kind; no row: the kind's own default (no message to the phone).
create table messaging.notice_preference (
  tenant_id uuid not null references identity.company,
  account_id uuid not null,
  kind text not null,
  sms boolean not null,
  changed_at timestamptz not null,
  primary key (tenant_id, account_id, kind)
);
call platform.protect('messaging.notice_preference', 'select, insert, update');
create policy resident_self on messaging.notice_preference as restrictive
  using ((select platform.actor_kind()) <> 'resident' or account_id = (select platform.actor_id()));
