-- The day after so many working days by the company's calendar; asked for residents as well, who see no calendar.
create function workforce.workday_after(start_on date, workdays int) returns date
  language sql stable security definer set search_path = pg_catalog as $$
  select d.day from (
    select d.day, row_number() over (order by d.day) as n from (select start_on + i as day from generate_series(1, workdays * 3 + 30) i) d
    left join workforce.calendar_day c on c.tenant_id = platform.tenant_id() and c.day = d.day
    where coalesce(c.kind, case when extract(isodow from d.day) < 6 then 'workday' else 'holiday' end) = 'workday') d
  where d.n = workdays
$$;
revoke execute on function workforce.workday_after(date, int) from public;
grant execute on function workforce.workday_after(date, int) to anju_app;
