-- A run compares what it proposes with what exists and writes only the difference (R11); bills are voided with a reason.
alter table billing.bill_run
  -- issued bills of earlier months, back to this one, are looked at for corrections
  add column correct_from text check (correct_from ~ '^\d{4}-\d{2}$' and correct_from <= from_month),
  -- null: every household
  add column premises_id uuid,
  -- {new, changed, gone, same, correction}: {count, fen}; a change counts what it differs by
  add column compared jsonb not null default '{}',
  -- runs whose drafts this one rewrote
  add column took_from uuid[] not null default '{}',
  add column approved_at timestamptz,
  add column approved_by uuid,
  add column approved_by_name text,
  add foreign key (tenant_id, premises_id) references registry.premises;
call registry.wall_buildings('billing.bill_run', 'premises_id');

alter table billing.bill
  -- 0 the first; a bill made anew after a void, and the red and blue bills of corrections, count on
  add column revision int not null default 0 check (revision >= 0),
  -- of everything the run worked out: the same again is the same bill; null: made before there was one
  add column fingerprint bigint,
  -- whole and unpaid taken back by a red bill; for good: no run makes it anew
  add column voided_at timestamptz,
  add column voided_by_name text,
  add column void_reason text,
  add column void_for_good boolean not null default false,
  -- why it corrects: what changed, or in the words of who did it
  add column correction_reason text,
  -- said by hand who pays: a run leaves that alone
  add column payer_by_hand boolean not null default false,
  add constraint bill_voided_whole check (num_nulls(voided_at, voided_by_name, void_reason) in (0, 3));
grant delete on billing.bill, billing.bill_line to anju_app;

drop index billing.bill_cycle;
create unique index bill_cycle on billing.bill (tenant_id, assignment_id, cycle_start, payer_key, revision)
  where state <> 'void' and kind = 'charge';
drop index billing.bill_corrections;
create unique index bill_corrections on billing.bill (tenant_id, corrects_bill_id, payer_key, revision) where corrects_bill_id is not null;
create index bill_billed on billing.bill (tenant_id, community_id, billing_on);

-- What nobody has seen may go; what was issued stays.
create function billing.refuse_delete() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.state <> 'draft' then
    raise exception 'bill % was issued', old.id using errcode = 'check_violation', constraint = 'bill_draft_deleted';
  end if;
  return old;
end $$;
create trigger drafts_only before delete on billing.bill for each row execute function billing.refuse_delete();
