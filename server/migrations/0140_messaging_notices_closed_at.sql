-- When what a notice told to wait was decided: told to wait anew the same day, it comes back to the top, unread, instead of standing there twice.
alter table messaging.notice add column closed_at timestamptz;
create index notice_waiting_about on messaging.notice (tenant_id, about_id) where closed_at is null and about_id is not null;
drop index messaging.notice_open_about;
