-- A run posts millions of lines: what a row of theirs must hold is looked at once a statement, not once a row (three foreign keys and a deferred
-- trigger were a third of what issuing a bill costs PostgreSQL). Nothing is lost by it: entries and accounts are never deleted and their keys
-- never change, so that they exist when a line is written is all that a foreign key could say.
create trigger kept before delete or update on ledger.account for each row execute function platform.refuse_change();

alter table ledger.posting drop constraint posting_tenant_id_entry_id_fkey, drop constraint posting_tenant_id_account_code_fkey;

-- One look along an index for each: a join might walk the whole ledger.
create or replace function ledger.refuse_unbalanced() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  wrong record;
begin
  select a.entry_id, a.fen into wrong from (select tenant_id, entry_id, sum(amount_fen) as fen from added group by 1, 2) a
    where a.fen <> 0 or (select true from ledger.entry e where e.tenant_id = a.tenant_id and e.id = a.entry_id) is null limit 1;
  if found and wrong.fen <> 0 then
    raise exception 'unbalanced ledger entry' using errcode = 'check_violation', constraint = 'posting_balanced';
  elsif found then
    raise exception 'posting of no entry: %', wrong.entry_id using errcode = 'foreign_key_violation', constraint = 'posting_of_entry';
  end if;
  select a.account_code into wrong from (select distinct tenant_id, account_code from added) a
    where (select true from ledger.account c where c.tenant_id = a.tenant_id and c.code = a.account_code) is null limit 1;
  if found then
    raise exception 'no account %', wrong.account_code using errcode = 'foreign_key_violation', constraint = 'posting_of_account';
  end if;
  return null;
end $$;

-- An entry and its postings are written by one statement, at whose end this is asked.
create or replace function ledger.refuse_empty() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select 1 from added a
      where (select true from ledger.posting p where p.tenant_id = a.tenant_id and p.entry_id = a.id limit 1) is null) then
    raise exception 'ledger entry without postings' using errcode = 'check_violation', constraint = 'entry_has_postings';
  end if;
  return null;
end $$;
drop trigger has_postings on ledger.entry;
create trigger has_postings after insert on ledger.entry referencing new table as added
  for each statement execute function ledger.refuse_empty();
