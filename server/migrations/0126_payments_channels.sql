-- 渠道结算: what a payment channel says it took and pays on, matched with what we took (E66).
create table payments.channel_statement (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  channel text not null check (channel <> ''),
  day date not null,
  rate_percent numeric(9, 6) not null check (rate_percent >= 0),
  file_name text not null,
  sha256 bytea not null,
  state text not null default 'open' check (state in ('open', 'confirmed')),
  row_count int not null,
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  confirmed_by_name text,
  confirmed_at timestamptz,
  posted_on date,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, channel, day),
  unique (tenant_id, community_id, sha256),
  foreign key (tenant_id, community_id) references registry.community,
  check ((state = 'confirmed') = (confirmed_at is not null) and (state = 'confirmed') = (posted_on is not null))
);
create index channel_statement_day on payments.channel_statement (tenant_id, community_id, day desc, id);
call platform.protect('payments.channel_statement', 'select, insert, delete', 'community_id');
grant update (state, confirmed_by_name, confirmed_at, posted_on) on payments.channel_statement to anju_app;
create policy not_for_residents on payments.channel_statement as restrictive using ((select platform.actor_kind()) <> 'resident');

create table payments.channel_row (
  tenant_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  community_id uuid not null,
  place int not null,
  reference text not null,
  at text not null default '',
  kind text not null check (kind in ('payment', 'refund')),
  amount_fen bigint not null check (amount_fen > 0),
  -- of a refund what is given back, negative
  fee_fen bigint not null,
  outcome text not null default 'channel-only' check (outcome in ('matched', 'channel-only', 'amount', 'state')),
  -- what it stands for here: a payment; a refund or a payment taken back
  payment_id uuid,
  refund_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, statement_id, place),
  foreign key (tenant_id, statement_id) references payments.channel_statement on delete cascade,
  check (outcome <> 'matched' or (kind = 'payment' and payment_id is not null) or (kind = 'refund' and refund_id is not null))
);
-- What we took is settled by one row.
create unique index channel_row_payment on payments.channel_row (tenant_id, payment_id) where outcome = 'matched' and kind = 'payment';
create unique index channel_row_refund on payments.channel_row (tenant_id, refund_id) where outcome = 'matched' and kind = 'refund';
call platform.protect('payments.channel_row', 'select, insert, delete', 'community_id');
grant update (outcome, payment_id, refund_id) on payments.channel_row to anju_app;
create policy not_for_residents on payments.channel_row as restrictive using ((select platform.actor_kind()) <> 'resident');

-- What is confirmed stays.
create function payments.refuse_confirmed() returns trigger language plpgsql as $$
begin
  if old.state = 'confirmed' then
    raise exception 'the statement % is confirmed', old.id using errcode = 'restrict_violation', constraint = 'statement_confirmed';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger confirmed before update or delete on payments.channel_statement
  for each row execute function payments.refuse_confirmed();
create index payment_pos_reference on payments.payment (tenant_id, community_id, reference) where method = 'pos';
