-- Issuing a bill changes no column that an index looks at, so that the row is written again in its page and no index with it: a run issues
-- millions. A charge is never 'void' (it is taken back by a red bill; only openings taken back are), so its cycle needs no look at the state;
-- drafts among the open ones are few and gone when their run is issued.
drop index billing.bill_cycle;
create unique index bill_cycle on billing.bill (tenant_id, assignment_id, cycle_start, payer_key, revision) where kind = 'charge';
drop index billing.bill_open;
create index bill_open on billing.bill (tenant_id, community_id, due_on) where settled_fen < amount_fen;
drop index billing.bill_open_back;
create index bill_open_back on billing.bill (tenant_id, community_id) where amount_fen < 0 and settled_fen > amount_fen;
-- Room for the second version of each row beside the first.
alter table billing.bill set (fillfactor = 50);
