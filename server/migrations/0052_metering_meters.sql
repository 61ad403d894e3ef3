-- The archive of meters: which there are, where, of what, and how they hang on each other. Their readings come later.
create schema metering;
grant usage on schema metering to anju_app;

create table metering.meter (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  -- as people call it and bills name it; the number on the device is device_no
  code text not null check (code <> ''),
  name text not null default '',
  kind text not null check (kind in ('water-cold', 'water-hot', 'water-reclaimed', 'electricity', 'gas', 'heat')),
  -- 户表 · 公摊表 · 总表
  level text not null check (level in ('household', 'shared', 'master')),
  -- the meter before this one, through which the same water or current has run
  parent_id uuid check (parent_id <> id),
  premises_id uuid,
  -- in words, where there are no premises, or where in them
  place text not null default '',
  multiplier numeric(12, 4) not null default 1 check (multiplier > 0),
  -- what the register shows: whole digits, after which it begins again at nothing, and decimals
  digits int not null default 5 check (digits between 3 and 10),
  decimals int not null default 2 check (decimals between 0 and 4),
  initial_reading numeric(14, 4) not null default 0 check (initial_reading >= 0 and initial_reading < power(10::numeric, digits)),
  installed_on date,
  -- the last day of its verification (检定有效期)
  verified_until date,
  brand text not null default '',
  model text not null default '',
  device_no text not null default '',
  -- the device that gathers its readings
  collector text not null default '',
  read_by text not null default 'person' check (read_by in ('person', 'device')),
  notes text not null default '',
  state text not null default 'active' check (state in ('active', 'stopped', 'retired')),
  retired_on date check (retired_on >= installed_on),
  retired_reason text,
  final_reading numeric(14, 4) check (final_reading >= 0 and final_reading < power(10::numeric, digits)),
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, code),
  -- for the parent's key: a meter hangs on one of the same community
  unique (tenant_id, community_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, community_id, parent_id) references metering.meter (tenant_id, community_id, id),
  constraint meter_has_place check (premises_id is not null or (level <> 'household' and place <> '')),
  constraint meter_retired_whole check ((state = 'retired') = (retired_on is not null) and (state = 'retired') = (retired_reason is not null))
);
create index meter_code_start on metering.meter (tenant_id, code text_pattern_ops);
create index meter_device_start on metering.meter (tenant_id, device_no text_pattern_ops) where device_no <> '';
create index meter_premises on metering.meter (tenant_id, premises_id);
create index meter_parent on metering.meter (tenant_id, community_id, parent_id);
call platform.protect('metering.meter', 'select, insert, update', 'community_id');
call registry.wall_residents('metering.meter', 'premises_id');
call registry.wall_buildings('metering.meter', 'premises_id');

-- The meters of a community are a tree: nothing hangs below itself, whoever changes it and however many at once. It looks at all
-- meters of the community, of which the actor may see some buildings only.
create function metering.refuse_loop() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- One change of a community's tree after the other, so that two cannot close a circle together.
  perform pg_advisory_xact_lock(hashtextextended('metering.tree ' || new.community_id, 0));
  if exists (
    with recursive above as (
      select m.id, m.parent_id, array[m.id] as way from metering.meter m where m.tenant_id = new.tenant_id and m.id = new.parent_id
      union all
      select m.id, m.parent_id, a.way || m.id from above a join metering.meter m on m.tenant_id = new.tenant_id and m.id = a.parent_id
      where m.id <> all (a.way)
    ) select 1 from above where id = new.id) then
    raise exception 'a meter cannot hang below itself' using errcode = 'check_violation', constraint = 'meter_tree';
  end if;
  return null;
end $$;
create constraint trigger refuse_loop after insert or update of parent_id on metering.meter
  for each row when (new.parent_id is not null) execute function metering.refuse_loop();

create view metering.public_meter with (security_invoker = true) as
  select tenant_id, id, community_id, code, name, kind, level, parent_id, premises_id, place, multiplier, digits, decimals, initial_reading,
    installed_on, device_no, state, retired_on, final_reading
  from metering.meter;
grant select on metering.public_meter to anju_app;
