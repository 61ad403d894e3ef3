-- Each household hears of a run once, however many chunks it is issued in.
alter table billing.bill_run add column told_after uuid;
