-- The data scope narrows to buildings: the door sets anju.building_ids beside anju.community_ids. Unset is none.
create function platform.scope_all_buildings() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('anju.building_ids', true), '') = '*' $$;
create function platform.scope_buildings() returns uuid[] language sql stable parallel safe
  as $$ select case when coalesce(current_setting('anju.building_ids', true), '') in ('', '*') then '{}'::uuid[]
                    else current_setting('anju.building_ids', true)::uuid[] end $$;
