-- What the rows of a file come to home by home and debtor by debtor, as its cells say; the dry run's, compared with the books afterwards.
create table imports.room_total (
  tenant_id uuid not null,
  community_id uuid not null,
  import_id uuid not null,
  premises_id uuid not null,
  -- of arrears and penalties: whose they are, as the bill names them; else empty
  debtor text not null,
  part text not null check (part in ('arrears', 'penalties', 'purses', 'deposits', 'past-payments')),
  count int not null,
  amount_fen bigint not null,
  primary key (tenant_id, import_id, premises_id, part, debtor),
  foreign key (tenant_id, import_id) references imports.import
);
call platform.protect('imports.room_total', 'select, insert, delete', 'community_id');
call registry.wall_buildings('imports.room_total', 'premises_id');
create policy not_for_residents on imports.room_total as restrictive using ((select platform.actor_kind()) <> 'resident');
