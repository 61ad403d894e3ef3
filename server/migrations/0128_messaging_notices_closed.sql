-- What waited for a decision is found by what it is about, to be marked as read when it is decided.
create index notice_open_about on messaging.notice (tenant_id, about_id) where read_at is null and about_id is not null;
