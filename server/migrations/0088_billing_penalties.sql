-- Penalties line by line: of which line, so that what was paid, waived or frozen of it is known.
alter table billing.bill_line
  add column of_line_id uuid,
  add foreign key (tenant_id, of_line_id) references billing.bill_line;
create index bill_line_penalties on billing.bill_line (tenant_id, of_line_id) where of_line_id is not null;
