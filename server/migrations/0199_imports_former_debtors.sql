-- What the file says home by home is kept by item and year, too, so that the former system's own list of debtors can be held against it.
alter table imports.room_total add column item_name text not null default '', add column year int not null default 0;
alter table imports.room_total drop constraint room_total_pkey,
  add primary key (tenant_id, import_id, premises_id, part, debtor, item_name, year);

-- 原系统欠费户清单: what the former system itself says is owing, home by home; typed, or read from its report. Signed with the control sheet.
create table imports.former_debtor (
  tenant_id uuid not null,
  community_id uuid not null,
  import_id uuid not null,
  -- its place in the list
  n int not null check (n > 0),
  premises_id uuid not null,
  -- empty, or 0, where the list does not tell them apart: all lines of a list say the same things
  debtor text not null,
  item_name text not null,
  year int not null,
  -- how many items are owing; null where the list does not count them
  count int check (count >= 0),
  amount_fen bigint not null,
  primary key (tenant_id, import_id, n),
  unique (tenant_id, import_id, premises_id, debtor, item_name, year),
  foreign key (tenant_id, import_id) references imports.control_sheet
);
call platform.protect('imports.former_debtor', 'select, insert, delete', 'community_id');
call registry.wall_buildings('imports.former_debtor', 'premises_id');
create policy not_for_residents on imports.former_debtor as restrictive using ((select platform.actor_kind()) <> 'resident');

-- Who entered the list, when, and from which file; null: there is no list.
alter table imports.control_sheet
  add column debtors_by uuid,
  add column debtors_by_name text,
  add column debtors_at timestamptz,
  add column debtors_file text;
