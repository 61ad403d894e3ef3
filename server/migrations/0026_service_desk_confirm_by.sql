-- Until when a household may confirm or reject what was done; its silence confirms. As the company had decided when it was done.
alter table service_desk.work_order add column confirm_by timestamptz;
update service_desk.work_order set confirm_by = done_at + interval '72 hours' where done_at is not null;
