-- What a household, or staff in its name, objects to: a bill, or a line of it. While it is open the bill is held.
create table billing.dispute (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  bill_id uuid not null,
  bill_line_id uuid,
  reason text not null,
  photo_ids uuid[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'upheld', 'rejected', 'withdrawn')),
  -- What is to be done when it is upheld.
  remedy text check (remedy in ('correct', 'waive', 'refund')),
  answer text,
  -- Whether the bill is held by this dispute, and goes on with its end; one that was held before stays so.
  holds boolean not null,
  by_resident boolean not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  closed_by uuid,
  closed_by_name text,
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, bill_id) references billing.bill,
  foreign key (tenant_id, bill_line_id) references billing.bill_line,
  foreign key (tenant_id, premises_id) references registry.premises,
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'upheld') = (remedy is not null)),
  check (state not in ('upheld', 'rejected') or answer is not null)
);
-- One is open at a time.
create unique index dispute_open on billing.dispute (tenant_id, bill_id) where state = 'open';
create index dispute_bill on billing.dispute (tenant_id, bill_id, asked_at desc);
create index dispute_community on billing.dispute (tenant_id, community_id, asked_at desc, id);
create index dispute_premises on billing.dispute (tenant_id, premises_id, asked_at desc);
call platform.protect('billing.dispute', 'select, insert, update', 'community_id');
call registry.wall_residents('billing.dispute', 'premises_id');
call registry.wall_buildings('billing.dispute', 'premises_id');
