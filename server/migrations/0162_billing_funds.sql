-- Money that is not ours (ADR 23): what was collected for others (代收), of the owners' common parts (公共收益) and for the maintenance fund
-- (维修资金), account by account: what came in is read from settlements, what goes out is asked for here, decided by somebody else, and posted.

-- How an account is kept. A row only where somebody decided something.
create table billing.fund_account (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  kind text not null check (kind in ('agency', 'public', 'fund')),
  -- of what is collected for others: each item has its own principal
  item_id uuid check ((item_id is not null) = (kind = 'agency')),
  -- to whom it is handed over, suggested in the form
  principal text not null default '',
  -- 公司垫付: the company pays before the money came
  may_advance boolean not null default false,
  -- 管理费用比例: at most so much of what came in may be kept for what it costs (public revenue)
  management_percent numeric(5, 2) not null default 0 check (management_percent between 0 and 100),
  check (kind = 'public' or management_percent = 0),
  version int not null default 1,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique nulls not distinct (tenant_id, community_id, kind, item_id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, item_id) references billing.charge_item
);
call platform.protect('billing.fund_account', 'select, insert, update', 'community_id');
create policy not_for_residents on billing.fund_account as restrictive using ((select platform.actor_kind()) <> 'resident');

-- What owners decided (决议): without one nothing of theirs is spent (民法典 278, 281, 282).
create table billing.resolution (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  kind text not null check (kind in ('public', 'fund')),
  -- 业主大会 · 业委会 · 应急使用
  body text not null check (body in ('assembly', 'committee', 'emergency')),
  check (kind = 'public' and body <> 'emergency' or kind = 'fund' and body <> 'committee'),
  number text not null,
  subject text not null,
  decided_on date not null,
  -- spendings on it together are not more; null: as much as there is
  limit_fen bigint check (limit_fen > 0),
  -- heads and area of all owners, of those that took part, and of those in favour: all or none
  heads int check (heads > 0),
  area_m2 numeric(14, 2) check (area_m2 > 0),
  heads_part int check (heads_part between 0 and heads),
  area_part_m2 numeric(14, 2) check (area_part_m2 between 0 and area_m2),
  heads_for int check (heads_for between 0 and heads_part),
  area_for_m2 numeric(14, 2) check (area_for_m2 between 0 and area_part_m2),
  check (num_nulls(heads, area_m2, heads_part, area_part_m2, heads_for, area_for_m2) in (0, 6)),
  check (kind <> 'fund' or body <> 'assembly' or heads is not null),
  file_ids uuid[] not null default '{}',
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null,
  version int not null default 1,
  voided_at timestamptz,
  void_reason text check ((void_reason is null) = (voided_at is null)),
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community
);
create unique index resolution_number on billing.resolution (tenant_id, community_id, kind, number) where voided_at is null;
call platform.protect('billing.resolution', 'select, insert', 'community_id');
grant update (voided_at, void_reason, version) on billing.resolution to anju_app;
create policy not_for_residents on billing.resolution as restrictive using ((select platform.actor_kind()) <> 'resident');

-- What is asked for of an account, and what became of it; approved it is a fact that is not changed any more.
create table billing.fund_request (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  kind text not null check (kind in ('agency', 'public', 'fund')),
  item_id uuid check ((item_id is not null) = (kind = 'agency')),
  -- 支出 · 转交 · 计提管理费用 · 其他收入 · 期初余额 · 冲回
  deed text not null check (deed in ('spend', 'hand-over', 'manage', 'income', 'opening', 'reversal')),
  check (deed <> 'spend' or kind <> 'agency'),
  check (deed <> 'hand-over' or kind = 'agency'),
  check (deed <> 'manage' or kind = 'public'),
  amount_fen bigint not null check (amount_fen > 0),
  -- of it: output tax, of what is kept for costs and of other income
  tax_fen bigint not null default 0 check (tax_fen between 0 and amount_fen),
  tax_rate_percent numeric(9, 6),
  -- what the account gains or loses by it
  effect_fen bigint not null check (effect_fen <> 0),
  check (deed = 'reversal' or effect_fen = case when deed in ('income', 'opening') then amount_fen - tax_fen else -amount_fen end),
  -- how it went: null where no money moves
  method text check (method in ('cash', 'transfer', 'cheque')),
  check ((method is not null) = (deed in ('spend', 'hand-over', 'income')) or deed = 'reversal'),
  -- whom it goes to or came from
  party_name text not null default '',
  party_account_sealed bytea,
  party_account_masked text not null default '',
  purpose text not null,
  -- of an invoice, a slip, a cheque
  reference text not null default '',
  file_ids uuid[] not null default '{}',
  resolution_id uuid,
  -- of which months of charges a hand-over is, of which months of money costs are kept
  from_month text check (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  to_month text check (to_month ~ '^\d{4}-(0[1-9]|1[0-2])$' and to_month >= from_month),
  check (num_nulls(from_month, to_month) in (0, 2)),
  check (deed not in ('hand-over', 'manage') or from_month is not null),
  reverses_id uuid check ((reverses_id is not null) = (deed = 'reversal')),
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'rejected', 'withdrawn')),
  request_id uuid,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  closed_at timestamptz check ((closed_at is null) = (state = 'waiting')),
  decided_by_name text,
  applied_on date check ((applied_on is not null) = (state = 'approved')),
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, item_id) references billing.charge_item,
  foreign key (tenant_id, resolution_id) references billing.resolution,
  foreign key (tenant_id, reverses_id) references billing.fund_request
);
create index fund_request_account on billing.fund_request (tenant_id, community_id, kind, item_id, state, applied_on, id);
create index fund_request_asked on billing.fund_request (tenant_id, community_id, asked_at, id);
create index fund_request_resolution on billing.fund_request (tenant_id, resolution_id) where resolution_id is not null;
-- Taken back once.
create unique index fund_request_reversed on billing.fund_request (tenant_id, reverses_id)
  where reverses_id is not null and state in ('waiting', 'approved');
call platform.protect('billing.fund_request', 'select, insert', 'community_id');
grant update (state, request_id, closed_at, decided_by_name, applied_on) on billing.fund_request to anju_app;
create policy not_for_residents on billing.fund_request as restrictive using ((select platform.actor_kind()) <> 'resident');

create function billing.refuse_decided_fund_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was decided stays' using errcode = 'restrict_violation';
end $$;
create trigger decided_stays before update on billing.fund_request for each row when (old.state <> 'waiting')
  execute function billing.refuse_decided_fund_change();
create trigger append_only before delete on billing.fund_request for each row execute function platform.refuse_change();

-- What came into accounts: each settlement by money of a line of somebody else's, without the tax inside. Of a line that bears tax each takes
-- what is due after it less what was due before it, so that all of them come to the line's own amount without tax, to the fen.
create view billing.public_fund_receipt with (security_invoker = true) as
  select tenant_id, community_id, kind, item_id, id, premises_id, bill_id, bill_line_id, charged_on, moved_on, source_kind, source_id, payment_id,
    reversal_id, gross_fen,
    case when tax_fen = 0 then gross_fen
      else round(until_fen * (line_fen - tax_fen)::numeric / line_fen) - round((until_fen - gross_fen) * (line_fen - tax_fen)::numeric / line_fen)
      end::bigint as amount_fen
  from (
    select s.tenant_id, s.community_id, i.treatment as kind, b.item_id, s.id, s.premises_id, s.bill_id, s.bill_line_id,
      l.segment_start as charged_on, s.settled_on as moved_on, s.source_kind, s.source_id, s.payment_id, s.reversal_id,
      s.amount_fen as gross_fen, l.amount_fen as line_fen, coalesce(l.tax_fen, 0) as tax_fen,
      sum(s.amount_fen) over (partition by s.tenant_id, s.community_id, i.treatment, b.item_id, s.bill_line_id order by s.settled_on, s.id) as until_fen
    from billing.settlement s
    join billing.bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where i.treatment in ('agency', 'public', 'fund') and b.kind not in ('opening', 'penalty')
      and s.source_kind in ('payment', 'purse', 'correction')) r;

-- What is due to them whether it was paid or not: lines that were issued without their tax, less what was given away. As the ledger has it.
create view billing.public_fund_due with (security_invoker = true) as
  select l.tenant_id, l.community_id, i.treatment as kind, b.item_id, l.id as bill_line_id, l.segment_start as charged_on,
    coalesce(b.posted_on, (b.issued_at at time zone 'Asia/Shanghai')::date) as due_on,
    l.amount_fen - coalesce(l.tax_fen, 0) as amount_fen
  from billing.bill_line l
  join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
  join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
  where i.treatment in ('agency', 'public', 'fund') and b.kind not in ('opening', 'penalty') and b.state = 'issued'
  union all
  select l.tenant_id, l.community_id, i.treatment, b.item_id, l.id, l.segment_start, s.settled_on,
    -(s.amount_fen - coalesce(s.tax_fen, 0))
  from billing.settlement s
  join billing.bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
  join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
  join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
  where i.treatment in ('agency', 'public', 'fund') and b.kind not in ('opening', 'penalty') and b.state = 'issued'
    and s.source_kind in ('waiver', 'rounding', 'discount');

-- What else moved accounts: what was asked for and approved.
create view billing.public_fund_movement with (security_invoker = true) as
  select f.tenant_id, f.community_id, f.kind, f.item_id, f.id, f.deed, f.effect_fen as amount_fen, f.tax_fen, f.applied_on as moved_on,
    f.resolution_id, f.from_month, f.to_month, f.reverses_id,
    -- cash, bank: in positive, out negative
    (case when f.method is null then 0 when f.effect_fen > 0 then f.amount_fen else -f.amount_fen end)::bigint as money_fen
  from billing.fund_request f where f.state = 'approved';
grant select on billing.public_fund_receipt, billing.public_fund_due, billing.public_fund_movement to anju_app;

-- What is in an account: what came in and was not spent. `advancing`: what is due counts as if it had come.
create function billing.fund_balance(tenant uuid, community uuid, of_kind text, item uuid, advancing boolean) returns bigint
language sql stable set search_path = pg_catalog as $$
  select coalesce((select sum(m.amount_fen) from billing.public_fund_movement m
      where m.tenant_id = tenant and m.community_id = community and m.kind = of_kind and m.item_id is not distinct from item), 0)::bigint
    + case when advancing then coalesce((select sum(d.amount_fen) from billing.public_fund_due d
        where d.tenant_id = tenant and d.community_id = community and d.kind = of_kind and (item is null or d.item_id = item)), 0)
      else coalesce((select sum(r.amount_fen) from billing.public_fund_receipt r
        where r.tenant_id = tenant and r.community_id = community and r.kind = of_kind and (item is null or r.item_id = item)), 0) end::bigint
$$;
revoke execute on function billing.fund_balance(uuid, uuid, text, uuid, boolean) from public;
grant execute on function billing.fund_balance(uuid, uuid, text, uuid, boolean) to anju_app;

-- Nothing is spent that is not there, and nothing taken back that was spent: the last word, whoever asks, one after the other for an account.
create function billing.refuse_overdrawn(tenant uuid, community uuid, of_kind text, item uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  advancing boolean;
  balance bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('billing.fund/' || tenant || '/' || community || '/' || of_kind || '/' || coalesce(item::text, ''), 0));
  select a.may_advance into advancing from billing.fund_account a
    where a.tenant_id = tenant and a.community_id = community and a.kind = of_kind and a.item_id is not distinct from item;
  balance := billing.fund_balance(tenant, community, of_kind, item, coalesce(advancing, false));
  if balance < 0 then
    raise exception 'a fund is short of %', -balance using errcode = 'check_violation', constraint = 'fund_covered', detail = of_kind || ' ' || -balance;
  end if;
end $$;
revoke execute on function billing.refuse_overdrawn(uuid, uuid, text, uuid) from public;

create function billing.cover_fund_request() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform billing.refuse_overdrawn(new.tenant_id, new.community_id, new.kind, new.item_id);
  return null;
end $$;
create trigger covered after insert or update of state on billing.fund_request for each row
  when (new.state = 'approved' and new.effect_fen < 0) execute function billing.cover_fund_request();

create function billing.cover_taken_back() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  account record;
begin
  if not exists (select from added a where a.amount_fen < 0 and a.source_kind in ('payment', 'purse')) then
    return null;
  end if;
  for account in
    select distinct a.tenant_id, a.community_id, i.treatment, case when i.treatment = 'agency' then i.id end as item_id
    from added a
    join billing.bill b on b.tenant_id = a.tenant_id and b.id = a.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where a.amount_fen < 0 and a.source_kind in ('payment', 'purse') and i.treatment in ('agency', 'public', 'fund')
    order by 1, 2, 3, 4
  loop
    perform billing.refuse_overdrawn(account.tenant_id, account.community_id, account.treatment, account.item_id);
  end loop;
  return null;
end $$;
create trigger covered after insert on billing.settlement referencing new table as added
  for each statement execute function billing.cover_taken_back();

-- 公示: a quarter of an account as it was told to residents, in the very words and numbers; another of the same quarter takes its place.
create table billing.disclosure (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  kind text not null check (kind in ('public', 'fund')),
  quarter text not null check (quarter ~ '^\d{4}-Q[1-4]$'),
  content jsonb not null,
  note text not null default '',
  published_at timestamptz not null,
  published_by uuid,
  published_by_name text not null,
  withdrawn_at timestamptz,
  withdraw_reason text check ((withdraw_reason is null) = (withdrawn_at is null)),
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community
);
create unique index disclosure_present on billing.disclosure (tenant_id, community_id, kind, quarter) where withdrawn_at is null;
call platform.protect('billing.disclosure', 'select, insert', 'community_id');
grant update (withdrawn_at, withdraw_reason) on billing.disclosure to anju_app;
-- Residents read what is published where they have a home.
create policy of_my_community on billing.disclosure as restrictive using (
  (select platform.actor_kind()) <> 'resident'
  or (withdrawn_at is null and community_id in (select p.community_id from registry.premises p where p.id in (select registry.my_premises()))));
