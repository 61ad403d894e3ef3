-- The log of orders is append-only but for the names of who is erased.
drop trigger append_only on service_desk.order_log;
create trigger append_only before update or delete on service_desk.order_log for each row
  when (current_setting('anju.forgetting', true) is distinct from 'yes') execute function platform.refuse_change();
create function service_desk.forget_reporter(order_ids uuid[], account uuid, pseudonym text) returns int
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed int;
begin
  if platform.tenant_id() is null or platform.actor_kind() <> 'system' then raise exception 'not for you' using errcode = '42501'; end if;
  perform set_config('anju.forgetting', 'yes', true);
  update service_desk.order_log l set
    actor_name = case when l.actor_kind = 'resident' then pseudonym else l.actor_name end,
    photo_ids = case when l.actor_kind = 'resident' then '{}' else l.photo_ids end,
    note = case when l.actor_kind = 'resident' and l.note is not null then '***' else l.note end
  where l.tenant_id = platform.tenant_id() and l.actor_kind = 'resident' and (l.actor_id = account or (account is null and l.order_id = any (order_ids)));
  get diagnostics changed = row_count;
  perform set_config('anju.forgetting', '', true);
  return changed;
end $$;
revoke execute on function service_desk.forget_reporter(uuid[], uuid, text) from public;
grant execute on function service_desk.forget_reporter(uuid[], uuid, text) to anju_app;
