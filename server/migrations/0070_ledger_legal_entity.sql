-- Who bills and pays taxes: the legal entities of a company.
create table ledger.legal_entity (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  name text not null,
  tax_number text,
  -- 一般纳税人, 小规模纳税人
  taxpayer text not null check (taxpayer in ('general', 'small')),
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
call platform.protect('ledger.legal_entity', 'select, insert, update');
create policy not_for_residents on ledger.legal_entity as restrictive using ((select platform.actor_kind()) <> 'resident');

create view ledger.public_legal_entity with (security_invoker = true) as
  select tenant_id, id, name, tax_number, taxpayer from ledger.legal_entity;
grant select on ledger.public_legal_entity to anju_app;
