-- Readings: what a register showed on a day, checked, approved by somebody, and chained to the one before. Rounds and routes of readers.

alter table metering.meter add column replaces_id uuid check (replaces_id <> id);
-- Parts of the day it counts apart (峰、平、谷); none when it counts the whole day.
alter table metering.meter add column bands text[] not null default '{}' check (cardinality(bands) <= 8);
alter table metering.meter add foreign key (tenant_id, community_id, replaces_id) references metering.meter (tenant_id, community_id, id);
-- A meter is replaced by one.
create unique index meter_replaces on metering.meter (tenant_id, replaces_id) where replaces_id is not null;

create table metering.reading_route (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('water-cold', 'water-hot', 'water-reclaimed', 'electricity', 'gas', 'heat')),
  -- the account of who walks it
  reader_account_id uuid,
  removed_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, id),
  foreign key (tenant_id, community_id) references registry.community
);
create unique index reading_route_name on metering.reading_route (tenant_id, community_id, name) where removed_at is null;
call platform.protect('metering.reading_route', 'select, insert, update', 'community_id');
create policy not_for_residents on metering.reading_route as restrictive using ((select platform.actor_kind()) <> 'resident');

create table metering.reading_route_stop (
  tenant_id uuid not null,
  meter_id uuid not null,
  community_id uuid not null,
  route_id uuid not null,
  place int not null check (place > 0),
  -- a meter stands on one route
  primary key (tenant_id, meter_id),
  foreign key (tenant_id, community_id, meter_id) references metering.meter (tenant_id, community_id, id),
  foreign key (tenant_id, community_id, route_id) references metering.reading_route (tenant_id, community_id, id)
);
create index reading_route_stop_route on metering.reading_route_stop (tenant_id, route_id, place);
call platform.protect('metering.reading_route_stop', 'select, insert, update, delete', 'community_id');
create policy not_for_residents on metering.reading_route_stop as restrictive using ((select platform.actor_kind()) <> 'resident');

create table metering.reading_round (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  kind text not null check (kind in ('water-cold', 'water-hot', 'water-reclaimed', 'electricity', 'gas', 'heat')),
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- when it is to be walked
  planned_on date not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  version int not null default 1,
  opened_by uuid,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, id),
  unique (tenant_id, community_id, kind, month),
  foreign key (tenant_id, community_id) references registry.community,
  check ((state = 'closed') = (closed_at is not null))
);
call platform.protect('metering.reading_round', 'select, insert, update', 'community_id');
create policy not_for_residents on metering.reading_round as restrictive using ((select platform.actor_kind()) <> 'resident');

create table metering.reading_round_stop (
  tenant_id uuid not null,
  round_id uuid not null,
  meter_id uuid not null,
  community_id uuid not null,
  place int not null check (place > 0),
  route_id uuid,
  reader_account_id uuid,
  -- why it could not be read: nobody at home, covered
  skipped text,
  primary key (tenant_id, round_id, meter_id),
  foreign key (tenant_id, community_id, round_id) references metering.reading_round (tenant_id, community_id, id),
  foreign key (tenant_id, community_id, meter_id) references metering.meter (tenant_id, community_id, id),
  foreign key (tenant_id, community_id, route_id) references metering.reading_route (tenant_id, community_id, id)
);
create index reading_round_stop_place on metering.reading_round_stop (tenant_id, round_id, place);
create index reading_round_stop_reader on metering.reading_round_stop (tenant_id, reader_account_id, round_id);
call platform.protect('metering.reading_round_stop', 'select, insert, update, delete', 'community_id');
create policy not_for_residents on metering.reading_round_stop as restrictive using ((select platform.actor_kind()) <> 'resident');

create table metering.reading (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  meter_id uuid not null,
  -- of the meter when it was read
  premises_id uuid,
  round_id uuid,
  read_on date not null,
  value numeric(14, 4) not null check (value >= 0),
  source text not null check (source in ('paper', 'excel', 'field', 'device', 'estimate', 'final', 'initial')),
  -- the register went past its last digit since the one before
  rolled_over boolean not null default false,
  -- what the parts of the day show, by name
  bands jsonb not null default '{}',
  state text not null default 'entered' check (state in ('entered', 'flagged', 'approved', 'rejected')),
  flags text[] not null default '{}',
  note text not null default '',
  photo_id uuid,
  -- of the meter when it was read
  multiplier numeric(12, 4) not null check (multiplier > 0),
  digits int not null check (digits between 3 and 10),
  -- the approved reading before this one, as it was; none for the first of a meter
  previous_id uuid,
  previous_on date,
  previous_value numeric(14, 4),
  previous_source text,
  -- the last reading that is no estimate, and what estimates have counted since
  base_value numeric(14, 4),
  billed_before numeric(24, 8),
  -- in units, after the multiplier; below nothing only where it takes back an estimate
  used numeric(24, 8),
  used_bands jsonb,
  -- the approved reading that this one takes the place of
  corrects_id uuid,
  entered_by uuid,
  entered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  version int not null default 1,
  primary key (tenant_id, id),
  -- for the chain: what a reading says of the one before is what that one says
  unique (tenant_id, meter_id, id, read_on, value, source),
  foreign key (tenant_id, community_id, meter_id) references metering.meter (tenant_id, community_id, id),
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, community_id, round_id) references metering.reading_round (tenant_id, community_id, id),
  foreign key (tenant_id, photo_id) references platform.file,
  foreign key (tenant_id, corrects_id) references metering.reading,
  constraint reading_follows foreign key (tenant_id, meter_id, previous_id, previous_on, previous_value, previous_source)
    references metering.reading (tenant_id, meter_id, id, read_on, value, source),
  constraint reading_in_order check (previous_on < read_on),
  constraint reading_chain_whole check (
    (previous_id is null) = (used is null) and (previous_id is null) = (previous_on is null) and (previous_id is null) = (previous_value is null)
    and (previous_id is null) = (previous_source is null) and (previous_id is null) = (base_value is null) and (previous_id is null) = (billed_before is null)),
  constraint reading_base check (previous_source = 'estimate' or (base_value = previous_value and billed_before = 0)),
  constraint reading_used check (used = (value - base_value + case when rolled_over then power(10::numeric, digits) else 0 end) * multiplier - billed_before),
  constraint reading_forward check (used >= 0 or previous_source = 'estimate'),
  constraint reading_fits check (state <> 'approved' or value < power(10::numeric, digits)),
  constraint reading_decided check ((state in ('approved', 'rejected')) = (decided_at is not null)),
  constraint reading_flagged check (state <> 'flagged' or flags <> '{}')
);
-- The approved readings of a meter are a chain: one first, one after each, one a day.
create unique index reading_day on metering.reading (tenant_id, meter_id, read_on) where state = 'approved';
create unique index reading_next on metering.reading (tenant_id, meter_id, previous_id) where state = 'approved' and previous_id is not null;
create unique index reading_first on metering.reading (tenant_id, meter_id) where state = 'approved' and previous_id is null;
-- A round has one of each meter; a meter with several that wait is a question for a person, not for a bill.
create unique index reading_of_round on metering.reading (tenant_id, round_id, meter_id) where round_id is not null and state <> 'rejected' and corrects_id is null;
create index reading_meter on metering.reading (tenant_id, meter_id, read_on desc);
create index reading_premises on metering.reading (tenant_id, premises_id, read_on);
create index reading_waiting on metering.reading (tenant_id, community_id, state) where state in ('entered', 'flagged');
create index reading_days on metering.reading (tenant_id, community_id, read_on);
call platform.protect('metering.reading', 'select, insert, update', 'community_id');
call registry.wall_residents('metering.reading', 'premises_id');
call registry.wall_buildings('metering.reading', 'premises_id');

-- What was approved keeps what it says; only its place in the chain moves when the one before is corrected. What was rejected is over.
create function metering.keep_reading() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.state = 'rejected' then
    raise exception 'a rejected reading does not change' using errcode = 'restrict_violation';
  end if;
  if old.state = 'approved' and (new.state not in ('approved', 'rejected') or (new.meter_id, new.read_on, new.value, new.source, new.rolled_over, new.multiplier, new.digits, new.bands)
    is distinct from (old.meter_id, old.read_on, old.value, old.source, old.rolled_over, old.multiplier, old.digits, old.bands)) then
    raise exception 'an approved reading is corrected by another' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_reading before update on metering.reading for each row execute function metering.keep_reading();

-- What was used between two approved readings: both days included, in units. Billing charges by it.
create view metering.public_consumption with (security_invoker = true) as
  select r.tenant_id, r.id as reading_id, r.community_id, r.premises_id, r.meter_id, m.code as meter_code, m.kind, m.level, m.replaces_id,
    r.round_id, r.previous_on + 1 as from_on, r.read_on as to_on, r.base_value as previous, r.value as current, r.multiplier, r.digits,
    r.rolled_over, r.billed_before, r.used as quantity, r.used_bands, r.source, r.source = 'estimate' as estimated
  from metering.reading r
  join metering.meter m on m.tenant_id = r.tenant_id and m.id = r.meter_id
  where r.state = 'approved' and r.previous_id is not null;
grant select on metering.public_consumption to anju_app;

create or replace view metering.public_meter with (security_invoker = true) as
  select tenant_id, id, community_id, code, name, kind, level, parent_id, premises_id, place, multiplier, digits, decimals, initial_reading,
    installed_on, device_no, state, retired_on, final_reading, replaces_id
  from metering.meter;
