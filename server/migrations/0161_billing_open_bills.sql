-- What is open of bills, in a table of its own: few and narrow rows among years of bills. An index on bills that looks at what is settled made
-- every payment write each bill into all their indexes again; without it a bill that is paid is written again in its page alone. Kept by triggers,
-- so that nobody can forget it; `verify` compares.
create table billing.open_bill (
  tenant_id uuid not null,
  bill_id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  item_id uuid not null,
  due_on date not null,
  -- the day from which it is owed
  posted_on date not null,
  -- negative: a correction that gives back and is not used up yet
  open_fen bigint not null check (open_fen <> 0),
  primary key (tenant_id, bill_id)
) with (fillfactor = 90);
create index open_bill_due on billing.open_bill (tenant_id, community_id, due_on);
call platform.protect('billing.open_bill', 'select', 'community_id');
call registry.wall_residents('billing.open_bill', 'premises_id');
call registry.wall_buildings('billing.open_bill', 'premises_id');

create function billing.keep_open_bills() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Closed ones by their ids, which are an array so that each is found along the key.
  delete from billing.open_bill o using (select distinct tenant_id from became) t
    where o.tenant_id = t.tenant_id
      and o.bill_id = any (array(select b.id from became b where b.state <> 'issued' or b.settled_fen = b.amount_fen));
  insert into billing.open_bill as o (tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on, open_fen)
    select b.tenant_id, b.id, b.community_id, b.premises_id, b.item_id, b.due_on, billing.owed_from(b.state, b.posted_on, b.issued_at),
      b.amount_fen - b.settled_fen
    from became b where b.state = 'issued' and b.settled_fen <> b.amount_fen
    on conflict (tenant_id, bill_id) do update set community_id = excluded.community_id, premises_id = excluded.premises_id,
      item_id = excluded.item_id, due_on = excluded.due_on, posted_on = excluded.posted_on, open_fen = excluded.open_fen
    where (o.premises_id, o.item_id, o.due_on, o.posted_on, o.open_fen) is distinct from
      (excluded.premises_id, excluded.item_id, excluded.due_on, excluded.posted_on, excluded.open_fen);
  return null;
end $$;
create trigger open_kept after update on billing.bill referencing new table as became
  for each statement execute function billing.keep_open_bills();

-- Drafts are inserted by the million and are not open; what is owed at once are arrears taken over, penalties and corrections.
create function billing.add_open_bill() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.open_bill (tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on, open_fen)
    values (new.tenant_id, new.id, new.community_id, new.premises_id, new.item_id, new.due_on,
      billing.owed_from(new.state, new.posted_on, new.issued_at), new.amount_fen - new.settled_fen);
  return null;
end $$;
create trigger open_added after insert on billing.bill for each row
  when (new.state = 'issued' and new.settled_fen <> new.amount_fen) execute function billing.add_open_bill();

insert into billing.open_bill (tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on, open_fen)
  select b.tenant_id, b.id, b.community_id, b.premises_id, b.item_id, b.due_on, billing.owed_from(b.state, b.posted_on, b.issued_at),
    b.amount_fen - b.settled_fen
  from billing.bill b where b.state = 'issued' and b.settled_fen <> b.amount_fen;
drop index billing.bill_open;
drop index billing.bill_open_back;

create view billing.public_open_bill with (security_invoker = true) as
  select tenant_id, bill_id, community_id, premises_id, item_id, due_on, posted_on as issued_on, open_fen from billing.open_bill;
grant select on billing.public_open_bill to anju_app;
