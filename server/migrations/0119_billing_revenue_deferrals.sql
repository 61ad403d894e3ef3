-- What stood for later months when a month was closed (收入递延): net revenue on 2205 and its tax on 222102, worked out from the lines.
-- A row per closing that deferred; a closing that is opened again keeps its row, and closing again makes another.
create table billing.revenue_deferral (
  tenant_id uuid not null,
  period_id uuid not null,
  community_id uuid not null,
  net_fen bigint not null,
  tax_fen bigint not null,
  primary key (tenant_id, period_id),
  foreign key (tenant_id, period_id) references ledger.period
);
call platform.protect('billing.revenue_deferral', 'select, insert', 'community_id');
create policy not_for_residents on billing.revenue_deferral as restrictive using ((select platform.actor_kind()) <> 'resident');
create trigger append_only before update or delete on billing.revenue_deferral for each row execute function platform.refuse_change();

-- What closings that hold deferred, by the last day of their months.
create view billing.public_revenue_deferral with (security_invoker = true) as
  select d.tenant_id, d.period_id, d.community_id, p.month, (to_date(p.month, 'YYYY-MM') + interval '1 month - 1 day')::date as as_of,
    d.net_fen, d.tax_fen
  from billing.revenue_deferral d join ledger.period p on p.tenant_id = d.tenant_id and p.id = d.period_id
  where p.reopened_at is null;
grant select on billing.public_revenue_deferral to anju_app;
