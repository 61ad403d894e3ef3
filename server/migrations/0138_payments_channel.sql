-- 收款渠道: who takes card payments for a community, what is agreed with it, and how its statements are read.
create table payments.channel (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  name text not null check (name <> ''),
  rate_percent numeric(9, 6) not null check (rate_percent >= 0),
  -- by which headings its statements are read: {reference, at, kind, amount, fee, net}; null: none was taken in yet
  columns jsonb,
  retired_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, name),
  foreign key (tenant_id, community_id) references registry.community
);
call platform.protect('payments.channel', 'select, insert, update', 'community_id');
create policy not_for_residents on payments.channel as restrictive using ((select platform.actor_kind()) <> 'resident');

-- What was a name beside each statement is a channel now.
insert into payments.channel (tenant_id, id, community_id, name, rate_percent, created_at)
  select s.tenant_id, gen_random_uuid(), s.community_id, s.channel,
    (array_agg(s.rate_percent order by s.day desc))[1], min(s.uploaded_at)
  from payments.channel_statement s group by s.tenant_id, s.community_id, s.channel;
alter table payments.channel_statement add column channel_id uuid;
alter table payments.channel_statement disable trigger confirmed;
update payments.channel_statement s set channel_id = c.id from payments.channel c
  where c.tenant_id = s.tenant_id and c.community_id = s.community_id and c.name = s.channel;
alter table payments.channel_statement enable trigger confirmed;
alter table payments.channel_statement alter column channel_id set not null,
  add foreign key (tenant_id, channel_id) references payments.channel, add unique (tenant_id, channel_id, day), drop column channel;

-- By which channel a card was charged; null: nobody said, or there was none to say.
alter table payments.payment add column channel_id uuid check (channel_id is null or method = 'pos'),
  add foreign key (tenant_id, channel_id) references payments.channel;
create or replace view payments.public_payment with (security_invoker = true) as
  select p.tenant_id, p.id, p.community_id, p.premises_id, p.method, p.amount_fen, p.paid_on, p.paid_at, p.cashier_name,
    r.id as receipt_id, r.number as receipt_number, p.cashier_id, p.payer_name, p.reference, p.channel_id
  from payments.payment p left join lateral (
    select x.id, x.number from payments.receipt x
    left join payments.receipt_void v on v.tenant_id = x.tenant_id and v.receipt_id = x.id
    where x.tenant_id = p.tenant_id and x.payment_id = p.id
    order by v.receipt_id is not null, x.issued_at, x.sequence limit 1) r on true;
create view payments.public_channel with (security_invoker = true) as
  select tenant_id, id, community_id, name from payments.channel;
grant select on payments.public_channel to anju_app;

-- 差异处理: what becomes of what a channel says and we do not, or the other way round: asked for by one person, confirmed by another.
create table payments.channel_difference (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  statement_id uuid not null,
  -- the channel's row; null: only ours
  row_id uuid,
  -- ours; null: only the channel's. A refund may be a payment taken back
  payment_id uuid,
  refund_id uuid,
  decision text not null check (decision in ('book', 'dismiss')),
  kind text not null check (kind in ('payment', 'refund')),
  -- payments are positive, refunds negative; the fee from the file
  channel_fen bigint not null,
  fee_fen bigint not null,
  ours_fen bigint not null,
  reason text not null check (reason <> ''),
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  confirmed_by_name text,
  confirmed_at timestamptz,
  posted_on date,
  dropped_by_name text,
  dropped_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, statement_id) references payments.channel_statement on delete cascade,
  foreign key (tenant_id, row_id) references payments.channel_row on delete cascade,
  check (row_id is not null or payment_id is not null or refund_id is not null),
  check (payment_id is null or refund_id is null),
  check (decision = 'book' or (payment_id is null and refund_id is null)),
  check (confirmed_at is null or dropped_at is null),
  check ((confirmed_at is null) = (posted_on is null))
);
-- A row, a payment and a refund are each dealt with once.
create unique index channel_difference_row on payments.channel_difference (tenant_id, row_id) where dropped_at is null;
create unique index channel_difference_payment on payments.channel_difference (tenant_id, payment_id) where dropped_at is null;
create unique index channel_difference_refund on payments.channel_difference (tenant_id, refund_id) where dropped_at is null;
create index channel_difference_statement on payments.channel_difference (tenant_id, statement_id, asked_at);
call platform.protect('payments.channel_difference', 'select, insert', 'community_id');
grant update (confirmed_by_name, confirmed_at, posted_on, dropped_by_name, dropped_at) on payments.channel_difference to anju_app;
create policy not_for_residents on payments.channel_difference as restrictive using ((select platform.actor_kind()) <> 'resident');
