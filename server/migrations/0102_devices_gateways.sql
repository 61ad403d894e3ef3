-- Machines that send by themselves (自动采集): a gateway of a community stands for them, and its messages are kept before they are
-- acknowledged. What a message means is decided afterwards, by a job.
create schema devices;
grant usage on schema devices to anju_app;

create table devices.gateway (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  community_id uuid not null,
  name text not null check (name <> ''),
  notes text not null,
  -- of its key, which is shown once: sha-256, and the last four characters to know it by
  key_hash bytea not null,
  key_hint text not null,
  state text not null default 'active' check (state in ('active', 'closed')),
  last_heard_at timestamptz,
  created_by_name text not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  check ((state = 'closed') = (closed_at is not null))
);
create unique index gateway_name on devices.gateway (tenant_id, community_id, name) where state = 'active';
-- Whose key it is, asked before the company is known.
create index gateway_key on devices.gateway (key_hash);
call platform.protect('devices.gateway', 'select, insert, update', 'community_id');
create policy not_for_residents on devices.gateway as restrictive using ((select platform.actor_kind()) <> 'resident');

create table devices.message (
  tenant_id uuid not null,
  id uuid not null,
  -- as they came in
  seq bigint generated always as identity,
  gateway_id uuid not null,
  community_id uuid not null,
  -- the gateway's own number: the same number again is the same message
  number text not null,
  kind text not null,
  said_at timestamptz not null,
  body jsonb not null,
  received_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'refused')),
  -- why it was refused: a code
  reason text,
  decided_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, gateway_id, number),
  foreign key (tenant_id, gateway_id) references devices.gateway,
  foreign key (tenant_id, community_id) references registry.community,
  check ((state = 'refused') = (reason is not null)),
  check ((state = 'waiting') = (decided_at is null))
);
create index message_waiting on devices.message (tenant_id, gateway_id, seq) where state = 'waiting';
create index message_refused on devices.message (tenant_id, gateway_id) where state = 'refused';
create index message_received on devices.message (tenant_id, received_at desc, id);
create index message_of_gateway on devices.message (tenant_id, gateway_id, received_at desc, id);
call platform.protect('devices.message', 'select, insert, update, delete', 'community_id');
create policy not_for_residents on devices.message as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Finds whose key it is and sets the walls for this transaction: of its company, and of its community alone.
create function devices.enter(wanted_key bytea, today date)
returns table (tenant_id uuid, gateway_id uuid, community_id uuid, name text)
language plpgsql volatile security definer set search_path = pg_catalog
as $$
begin
  for tenant_id, gateway_id, community_id, name in
    select g.tenant_id, g.id, g.community_id, g.name from devices.gateway g where g.key_hash = wanted_key and g.state = 'active'
  loop
    perform set_config('anju.tenant_id', tenant_id::text, true), set_config('anju.actor_kind', 'system', true),
      set_config('anju.actor_id', '', true), set_config('anju.person_id', '', true),
      set_config('anju.community_ids', array[community_id]::text, true), set_config('anju.building_ids', '*', true),
      set_config('anju.today', today::text, true);
    return next;
  end loop;
end $$;
revoke execute on function devices.enter(bytea, date) from public;
grant execute on function devices.enter(bytea, date) to anju_app;
