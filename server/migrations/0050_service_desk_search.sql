-- Orders are found by the beginning of their number, in whatever community.
create index work_order_number on service_desk.work_order (tenant_id, number text_pattern_ops);
