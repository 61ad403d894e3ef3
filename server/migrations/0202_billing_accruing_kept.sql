-- What lateness of lines costs and is not billed, of companies with more late bills than one answer counts: as it was last night, with the moment of
-- the count. Of others it is counted when it is asked for, and nothing stands here.
create table billing.accruing_line (
  tenant_id uuid not null,
  line_id uuid not null,
  bill_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  item_id uuid not null,
  fen bigint not null check (fen > 0),
  primary key (tenant_id, line_id)
);
create index accruing_line_community on billing.accruing_line (tenant_id, community_id);
call platform.protect('billing.accruing_line', 'select, insert, delete', 'community_id');
call registry.wall_buildings('billing.accruing_line', 'premises_id');
create policy not_for_residents on billing.accruing_line as restrictive using ((select platform.actor_kind()) <> 'resident');

create table billing.accruing_count (
  tenant_id uuid primary key,
  as_of date not null,
  counted_at timestamptz not null
);
call platform.protect('billing.accruing_count', 'select, insert, update, delete');
create policy not_for_residents on billing.accruing_count as restrictive using ((select platform.actor_kind()) <> 'resident');

create view billing.public_accruing_line with (security_invoker = true) as
  select tenant_id, line_id, bill_id, community_id, premises_id, item_id, fen from billing.accruing_line;
create view billing.public_accruing_count with (security_invoker = true) as select tenant_id, as_of, counted_at from billing.accruing_count;
grant select on billing.public_accruing_line, billing.public_accruing_count to anju_app;
