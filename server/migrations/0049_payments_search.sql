-- Receipts are found by the beginning of their number, in whatever community.
create index receipt_number on payments.receipt (tenant_id, number text_pattern_ops);
