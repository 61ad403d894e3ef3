-- Who asked whom for arrears, and whose households are to be asked: for the report of staff.
create view billing.public_dunning_visit with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, (visited_at at time zone 'Asia/Shanghai')::date as visited_on, channel, result, promised_on,
    overdue_fen, staff_id, staff_name
  from billing.dunning_visit;
create view billing.public_dunning_assignment with (security_invoker = true) as
  select tenant_id, premises_id, community_id, staff_id, (assigned_at at time zone 'Asia/Shanghai')::date as assigned_on
  from billing.dunning_assignment;
grant select on billing.public_dunning_visit, billing.public_dunning_assignment to anju_app;
