-- The orders of a resident, for the page of that person.
create index work_order_reporter on service_desk.work_order (tenant_id, reporter_person_id) where reporter_person_id is not null;
