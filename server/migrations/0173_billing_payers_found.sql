-- Who stands on bills, a row for each home and name: a list of bills by a name looked into millions of them, one by one. Names are found by their
-- parts as those of people are (0101): a text begins the name, or what is left of it from the second, third or fourth character on.
create table billing.bill_payer (
  tenant_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  payer_name text not null,
  name_from_2 text not null generated always as (substr(payer_name, 2)) stored,
  name_from_3 text not null generated always as (substr(payer_name, 3)) stored,
  name_from_4 text not null generated always as (substr(payer_name, 4)) stored,
  is_long_name boolean not null generated always as (length(payer_name) > 4) stored,
  primary key (tenant_id, premises_id, payer_name)
);
create index bill_payer_name on billing.bill_payer (tenant_id, payer_name text_pattern_ops);
create index bill_payer_from_2 on billing.bill_payer (tenant_id, name_from_2 text_pattern_ops);
create index bill_payer_from_3 on billing.bill_payer (tenant_id, name_from_3 text_pattern_ops);
create index bill_payer_from_4 on billing.bill_payer (tenant_id, name_from_4 text_pattern_ops);
create index bill_payer_long on billing.bill_payer (tenant_id) where is_long_name;
call platform.protect('billing.bill_payer', 'select', 'community_id');
call registry.wall_buildings('billing.bill_payer', 'premises_id');
create policy not_for_residents on billing.bill_payer as restrictive using ((select platform.actor_kind()) <> 'resident');

create function billing.add_bill_payers() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.bill_payer (tenant_id, community_id, premises_id, payer_name)
    select distinct b.tenant_id, b.community_id, b.premises_id, b.payer_name from became b where b.payer_name is not null
    on conflict do nothing;
  return null;
end $$;
create trigger payers_added after insert on billing.bill referencing new table as became
  for each statement execute function billing.add_bill_payers();

-- A name that no bill of the home has any more goes, so that who is erased is.
create function billing.drop_bill_payers() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from billing.bill_payer k using (select distinct w.tenant_id, w.premises_id, w.payer_name from was w) w
    where k.tenant_id = w.tenant_id and k.premises_id = w.premises_id and k.payer_name = w.payer_name
      and not exists (select from billing.bill b
        where b.tenant_id = w.tenant_id and b.premises_id = w.premises_id and b.payer_name = w.payer_name);
  return null;
end $$;
create trigger payers_dropped after delete on billing.bill referencing old table as was
  for each statement execute function billing.drop_bill_payers();

create function billing.rename_bill_payer() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.bill_payer (tenant_id, community_id, premises_id, payer_name)
    select new.tenant_id, new.community_id, new.premises_id, new.payer_name where new.payer_name is not null on conflict do nothing;
  delete from billing.bill_payer k
    where k.tenant_id = old.tenant_id and k.premises_id = old.premises_id and k.payer_name = old.payer_name
      and not exists (select from billing.bill b
        where b.tenant_id = old.tenant_id and b.premises_id = old.premises_id and b.payer_name = old.payer_name);
  return null;
end $$;
create trigger payer_renamed after update of payer_name on billing.bill for each row
  when (old.payer_name is distinct from new.payer_name) execute function billing.rename_bill_payer();

insert into billing.bill_payer (tenant_id, community_id, premises_id, payer_name)
  select distinct b.tenant_id, b.community_id, b.premises_id, b.payer_name from billing.bill b where b.payer_name is not null;

-- What lists of arrears ask of an open bill stands in its narrow row, too: whose it is, and whether it is held. A list of debtors read every open
-- bill itself.
alter table billing.open_bill add column payer_name text, add column is_held boolean not null default false;
create index open_bill_premises on billing.open_bill (tenant_id, premises_id);

create or replace function billing.keep_open_bills() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Closed ones by their ids, which are an array so that each is found along the key.
  delete from billing.open_bill o using (select distinct tenant_id from became) t
    where o.tenant_id = t.tenant_id
      and o.bill_id = any (array(select b.id from became b where b.state <> 'issued' or b.settled_fen = b.amount_fen));
  insert into billing.open_bill as o (tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on, open_fen, payer_name, is_held)
    select b.tenant_id, b.id, b.community_id, b.premises_id, b.item_id, b.due_on, billing.owed_from(b.state, b.posted_on, b.issued_at),
      b.amount_fen - b.settled_fen, b.payer_name, b.held_at is not null
    from became b where b.state = 'issued' and b.settled_fen <> b.amount_fen
    on conflict (tenant_id, bill_id) do update set community_id = excluded.community_id, premises_id = excluded.premises_id,
      item_id = excluded.item_id, due_on = excluded.due_on, posted_on = excluded.posted_on, open_fen = excluded.open_fen,
      payer_name = excluded.payer_name, is_held = excluded.is_held
    where (o.premises_id, o.item_id, o.due_on, o.posted_on, o.open_fen, o.payer_name, o.is_held) is distinct from
      (excluded.premises_id, excluded.item_id, excluded.due_on, excluded.posted_on, excluded.open_fen, excluded.payer_name, excluded.is_held);
  return null;
end $$;

create or replace function billing.add_open_bill() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.open_bill (tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on, open_fen, payer_name, is_held)
    values (new.tenant_id, new.id, new.community_id, new.premises_id, new.item_id, new.due_on,
      billing.owed_from(new.state, new.posted_on, new.issued_at), new.amount_fen - new.settled_fen, new.payer_name, new.held_at is not null);
  return null;
end $$;

update billing.open_bill o set payer_name = b.payer_name, is_held = b.held_at is not null
  from billing.bill b where b.tenant_id = o.tenant_id and b.id = o.bill_id;
