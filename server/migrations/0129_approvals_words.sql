-- What a request is called, as a code with params that each reader's language words; null where only the title is there.
alter table approvals.request add column words jsonb check (jsonb_typeof(words) = 'object');
