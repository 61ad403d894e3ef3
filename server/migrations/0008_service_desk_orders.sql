-- Work orders: reported, assigned, worked, done, closed; every step in the log.
create schema service_desk;
grant usage on schema service_desk to anju_app;

create table service_desk.order_counter (
  tenant_id uuid not null,
  community_id uuid not null,
  day date not null,
  last_sequence int not null,
  primary key (tenant_id, community_id, day)
);
call platform.protect('service_desk.order_counter', 'select, insert, update', 'community_id');

create table service_desk.work_order (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  community_id uuid not null,
  premises_id uuid,
  place text not null,
  category text not null check (category in ('water', 'power', 'door-lock', 'lift', 'public-area', 'appliance', 'other')),
  urgency text not null check (urgency in ('urgent', 'normal')),
  description text not null,
  photo_ids uuid[] not null default '{}',
  state text not null check (state in ('reported', 'assigned', 'working', 'done', 'closed', 'void')),
  round int not null default 1 check (round between 1 and 20),
  reporter_kind text not null check (reporter_kind in ('staff', 'resident')),
  reporter_id uuid not null,
  reporter_person_id uuid,
  reporter_name text not null,
  assignee_id uuid,
  assignee_name text,
  reported_at timestamptz not null,
  respond_by timestamptz not null,
  finish_by timestamptz not null,
  responded_at timestamptz,
  done_at timestamptz,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, community_id, number),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises,
  check ((state in ('reported', 'void', 'closed')) or assignee_id is not null)
);
create index work_order_state on service_desk.work_order (tenant_id, community_id, state, reported_at desc);
create index work_order_assignee on service_desk.work_order (tenant_id, assignee_id, state) where assignee_id is not null;
create index work_order_premises on service_desk.work_order (tenant_id, premises_id, reported_at desc);
call platform.protect('service_desk.work_order', 'select, insert, update', 'community_id');
call registry.wall_residents('service_desk.work_order', 'premises_id');

create table service_desk.order_log (
  tenant_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  community_id uuid not null,
  premises_id uuid,
  at timestamptz not null,
  action text not null check (action in ('reported', 'assigned', 'declined', 'accepted', 'finished', 'rejected', 'confirmed', 'voided', 'noted')),
  actor_kind text not null check (actor_kind in ('staff', 'resident', 'system')),
  actor_id uuid,
  actor_name text not null,
  note text,
  photo_ids uuid[] not null default '{}',
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references service_desk.work_order
);
create index order_log_order on service_desk.order_log (tenant_id, order_id, at);
call platform.protect('service_desk.order_log', 'select, insert', 'community_id');
call registry.wall_residents('service_desk.order_log', 'premises_id');
create trigger append_only before update or delete on service_desk.order_log for each row execute function platform.refuse_change();

create table service_desk.rating (
  tenant_id uuid not null,
  order_id uuid not null,
  community_id uuid not null,
  premises_id uuid,
  score int not null check (score between 1 and 5),
  comment text,
  rated_by uuid not null,
  at timestamptz not null,
  primary key (tenant_id, order_id),
  foreign key (tenant_id, order_id) references service_desk.work_order
);
call platform.protect('service_desk.rating', 'select, insert', 'community_id');
call registry.wall_residents('service_desk.rating', 'premises_id');

create view service_desk.public_work_order with (security_invoker = true) as
  select o.tenant_id, o.id, o.community_id, o.premises_id, o.category, o.state, o.reported_at, o.finish_by, o.done_at, o.closed_at, r.score,
    -- due next: the response while nobody has responded, else the end
    case when o.responded_at is null and o.state in ('reported', 'assigned') then o.respond_by else o.finish_by end as due_at
  from service_desk.work_order o left join service_desk.rating r on r.tenant_id = o.tenant_id and r.order_id = o.id;
grant select on service_desk.public_work_order to anju_app;
