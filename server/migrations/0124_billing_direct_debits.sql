-- 银行代扣: who allows the bank to take what is owed from an account, what was asked of the bank, and what it answered (E65).
create table billing.mandate (
  tenant_id uuid not null,
  id uuid not null,
  serial bigint generated always as identity,
  community_id uuid not null,
  premises_id uuid not null,
  -- whose bills are taken; null: whoever's of the premises
  payer_person_id uuid,
  holder_name text not null check (holder_name <> ''),
  bank_name text not null check (bank_name <> ''),
  account_sealed bytea not null,
  account_index bytea not null,
  account_masked text not null,
  -- the number that the bank gave the agreement, where it did
  agreement_number text,
  signed_on date not null,
  valid_from date not null,
  valid_until date,
  -- which items; null: all
  item_ids uuid[],
  photo_ids uuid[] not null default '{}',
  remark text,
  ended_at timestamptz,
  ended_by_name text,
  end_reason text,
  version int not null default 1,
  created_at timestamptz not null,
  created_by_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises,
  check (valid_until >= valid_from),
  check ((ended_at is null) = (end_reason is null))
);
-- An account is named once for a home.
create unique index mandate_account on billing.mandate (tenant_id, premises_id, account_index) where ended_at is null;
create index mandate_community on billing.mandate (tenant_id, community_id, signed_on, id);
call platform.protect('billing.mandate', 'select, insert, update', 'community_id');
call registry.wall_buildings('billing.mandate', 'premises_id');
create policy not_for_residents on billing.mandate as restrictive using ((select platform.actor_kind()) <> 'resident');

-- 报盘/回盘格式: how a bank's files are laid out; data, not code.
create table billing.debit_format (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  -- the file that is sent, and the file that comes back
  request jsonb not null,
  result jsonb not null,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
call platform.protect('billing.debit_format', 'select, insert, update');
create policy not_for_residents on billing.debit_format as restrictive using ((select platform.actor_kind()) <> 'resident');

-- 代扣批次: what the bank is asked to take in one go. open: made, its bills in flight; sent: its file was fetched.
create table billing.debit_batch (
  tenant_id uuid not null,
  id uuid not null,
  serial bigint generated always as identity,
  community_id uuid not null,
  format_id uuid not null,
  debit_on date not null,
  due_until date not null,
  item_ids uuid[],
  state text not null default 'open' check (state in ('open', 'sent', 'finished', 'cancelled')),
  debit_count int not null check (debit_count > 0),
  total_fen bigint not null check (total_fen > 0),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  sent_by_name text,
  closed_at timestamptz,
  closed_by_name text,
  cancel_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, format_id) references billing.debit_format
);
create index debit_batch_community on billing.debit_batch (tenant_id, community_id, made_at desc, id);
call platform.protect('billing.debit_batch', 'select, insert', 'community_id');
grant update (state, sent_at, sent_by_name, closed_at, closed_by_name, cancel_reason) on billing.debit_batch to anju_app;
create policy not_for_residents on billing.debit_batch as restrictive using ((select platform.actor_kind()) <> 'resident');

-- 回盘: a file of results that was taken in, once. What could not be used of it stays with it.
create table billing.debit_result (
  tenant_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  community_id uuid not null,
  file_name text not null,
  sha256 bytea not null,
  row_count int not null,
  succeeded_count int not null,
  succeeded_fen bigint not null,
  failed_count int not null,
  failed_fen bigint not null,
  repeated_count int not null,
  -- [{row, reference, amount, code, problem}]
  problems jsonb not null,
  imported_at timestamptz not null,
  imported_by uuid,
  imported_by_name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, batch_id, sha256),
  foreign key (tenant_id, batch_id) references billing.debit_batch
);
call platform.protect('billing.debit_result', 'select, insert', 'community_id');
create policy not_for_residents on billing.debit_result as restrictive using ((select platform.actor_kind()) <> 'resident');

-- 代扣明细: one row of the file, of a mandate and a payer. reported: the bank has the money, the payment is being booked.
create table billing.debit (
  tenant_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  mandate_id uuid not null,
  payer_person_id uuid,
  place int not null check (place > 0),
  amount_fen bigint not null check (amount_fen > 0),
  state text not null default 'in-flight' check (state in ('in-flight', 'reported', 'settled', 'failed', 'released')),
  bank_code text,
  bank_reason text,
  result_id uuid,
  payment_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, batch_id, place),
  foreign key (tenant_id, batch_id) references billing.debit_batch,
  foreign key (tenant_id, mandate_id) references billing.mandate,
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, result_id) references billing.debit_result,
  foreign key (tenant_id, payment_id) references payments.payment,
  check ((state = 'settled') = (payment_id is not null))
);
create index debit_mandate on billing.debit (tenant_id, mandate_id);
create index debit_reported on billing.debit (tenant_id, batch_id, place) where state = 'reported';
call platform.protect('billing.debit', 'select, insert', 'community_id');
grant update (state, bank_code, bank_reason, result_id, payment_id) on billing.debit to anju_app;
call registry.wall_buildings('billing.debit', 'premises_id');
create policy not_for_residents on billing.debit as restrictive using ((select platform.actor_kind()) <> 'resident');

-- 在途账单: what a debit asks for of a bill. While it is in flight, nothing else settles the bill, whoever asks (docs/decisions/0019).
create table billing.debit_bill (
  tenant_id uuid not null,
  debit_id uuid not null,
  bill_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  in_flight boolean not null default true,
  primary key (tenant_id, debit_id, bill_id),
  foreign key (tenant_id, debit_id) references billing.debit,
  foreign key (tenant_id, bill_id) references billing.bill
);
-- A bill is in one batch at a time.
create unique index debit_bill_flight on billing.debit_bill (tenant_id, bill_id) where in_flight;
create index debit_bill_home on billing.debit_bill (tenant_id, premises_id) where in_flight;
create index debit_bill_bill on billing.debit_bill (tenant_id, bill_id);
call platform.protect('billing.debit_bill', 'select, insert', 'community_id');
grant update (in_flight) on billing.debit_bill to anju_app;
call registry.wall_buildings('billing.debit_bill', 'premises_id');
create policy not_for_residents on billing.debit_bill as restrictive using ((select platform.actor_kind()) <> 'resident');

-- The last word on bills in flight, whoever settles and whatever that person sees: paying, offsetting, waiving, correcting, voiding and taking
-- back all write settlements.
create function billing.refuse_in_flight() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  of_batch bigint;
begin
  select b.serial into of_batch from billing.debit_bill f
    join billing.debit d on d.tenant_id = f.tenant_id and d.id = f.debit_id
    join billing.debit_batch b on b.tenant_id = d.tenant_id and b.id = d.batch_id
    where f.tenant_id = new.tenant_id and f.bill_id = new.bill_id and f.in_flight;
  if found then
    raise exception 'bill % is in flight', new.bill_id using errcode = 'restrict_violation', constraint = 'bill_in_flight',
      detail = new.bill_id || ' ' || of_batch;
  end if;
  return new;
end $$;
revoke execute on function billing.refuse_in_flight() from public;
create trigger in_flight before insert on billing.settlement for each row execute function billing.refuse_in_flight();
