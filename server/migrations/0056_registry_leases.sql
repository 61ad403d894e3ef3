-- Leases of homes and shops 房屋租约: what is let by whom to whom, from when to when, for how much. Spaces have leases of their own.

create table registry.lease (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  -- of the contract on paper
  number text not null,
  -- null while it is a draft: nothing is let by it yet
  signed_on date,
  from_on date not null,
  -- as signed, inclusive
  to_on date not null check (to_on >= from_on),
  -- when it really ended, if earlier; the day before it began when it never came about
  ended_on date check (ended_on >= from_on - 1 and ended_on <= to_on),
  ended_reason text,
  rent_kind text not null check (rent_kind in ('fixed', 'area-day')),
  -- fixed: so much for each period
  rent_fen bigint check (rent_fen >= 0),
  rent_period text not null check (rent_period in ('month', 'quarter', 'year')),
  -- area-day: yuan for each square metre and day
  unit_price numeric(10, 4) check (unit_price >= 0),
  area_m2 numeric(12, 4) check (area_m2 > 0),
  -- 押一付三 is paid every 3 months
  pay_every_months int not null check (pay_every_months in (1, 2, 3, 6, 12)),
  payment_day int not null check (payment_day between 1 and 31),
  -- what was agreed; no money is posted by it
  deposit_fen bigint not null check (deposit_fen >= 0),
  purpose text not null default '',
  notes text not null default '',
  document_ids uuid[] not null default '{}',
  renews_id uuid,
  -- who of the staff looks after it
  staff_id uuid,
  -- when its end was told of
  reminded_on date,
  version int not null default 1,
  created_at timestamptz not null,
  created_by_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, renews_id) references registry.lease,
  foreign key (tenant_id, staff_id) references identity.staff_account,
  constraint lease_rent check ((rent_kind = 'fixed') = (rent_fen is not null)
    and (rent_kind = 'area-day') = (unit_price is not null and area_m2 is not null)),
  constraint lease_end_of_signed check (ended_on is null or signed_on is not null)
);
-- A number that was entered and cancelled is free again.
create unique index lease_number on registry.lease (tenant_id, number) where ended_on is null or ended_on >= from_on;
create index lease_number_start on registry.lease (tenant_id, number text_pattern_ops);
-- A lease is renewed once.
create unique index lease_renewal on registry.lease (tenant_id, renews_id) where renews_id is not null and (ended_on is null or ended_on >= from_on);
create index lease_list on registry.lease (tenant_id, from_on, id);
create index lease_end on registry.lease (tenant_id, to_on, id);

create table registry.lease_party (
  tenant_id uuid not null,
  lease_id uuid not null,
  -- 出租方 · 承租方
  role text not null check (role in ('landlord', 'tenant')),
  person_id uuid not null,
  community_id uuid not null,
  position int not null,
  primary key (tenant_id, lease_id, role, person_id),
  foreign key (tenant_id, lease_id) references registry.lease on delete cascade,
  foreign key (tenant_id, person_id) references registry.person
);
create index lease_party_person on registry.lease_party (tenant_id, person_id);

-- What is let. Premises are let once at a time: the constraint has the last word.
create table registry.leased_premises (
  tenant_id uuid not null,
  lease_id uuid not null,
  premises_id uuid not null,
  community_id uuid not null,
  -- the days it is let, half open; empty of a draft and when the lease never came about
  days daterange not null,
  primary key (tenant_id, lease_id, premises_id),
  foreign key (tenant_id, lease_id) references registry.lease on delete cascade,
  foreign key (tenant_id, premises_id) references registry.premises,
  exclude using gist (tenant_id with =, premises_id with =, days with &&)
);
create index leased_premises_of on registry.leased_premises (tenant_id, premises_id);

call platform.protect('registry.leased_premises', 'select, insert, update, delete', 'community_id');
create policy not_for_residents on registry.leased_premises as restrictive using ((select platform.actor_kind()) <> 'resident');
call registry.wall_buildings('registry.leased_premises', 'premises_id');
-- Staff of some buildings see the leases that let something there, whoever the parties are. What may be written is for the rows of
-- what is let to say: they come after the lease.
call platform.protect('registry.lease', 'select, insert, update, delete', 'community_id');
create policy not_for_residents on registry.lease as restrictive using ((select platform.actor_kind()) <> 'resident');
create policy building_wall on registry.lease as restrictive for select using ((select platform.scope_all_buildings())
  or id in (select l.lease_id from registry.leased_premises l));
-- A lease that was signed is ended, not deleted.
create policy drafts_only on registry.lease as restrictive for delete using (signed_on is null);
call platform.protect('registry.lease_party', 'select, insert, update, delete', 'community_id');
create policy not_for_residents on registry.lease_party as restrictive using ((select platform.actor_kind()) <> 'resident');
create policy building_wall on registry.lease_party as restrictive for select using ((select platform.scope_all_buildings())
  or lease_id in (select l.lease_id from registry.leased_premises l));

-- Of a lease of a space, too: when its end was told of.
alter table registry.space_lease add column reminded_on date;
create index space_lease_end on registry.space_lease (tenant_id, to_on, id);

create view registry.public_lease with (security_invoker = true) as
  select tenant_id, id, community_id, number, signed_on, from_on, coalesce(ended_on, to_on) as to_on, rent_kind, rent_fen, rent_period, unit_price,
    area_m2, pay_every_months, payment_day, deposit_fen, renews_id, staff_id
  from registry.lease where signed_on is not null and (ended_on is null or ended_on >= from_on);
create view registry.public_leased_premises with (security_invoker = true) as
  select tenant_id, lease_id, premises_id, community_id from registry.leased_premises where not isempty(days);
create view registry.public_lease_party with (security_invoker = true) as
  select tenant_id, lease_id, role, person_id, community_id, position from registry.lease_party;
grant select on registry.public_lease, registry.public_leased_premises, registry.public_lease_party to anju_app;
