-- A module that is closed in some communities goes on without them: the door of a request about it leaves them out of the scope. `*{…}` is
-- the whole company, of its communities these; what belongs to no community stays with who may see the whole company.
create or replace function platform.scope_communities() returns uuid[] language sql stable parallel safe
  as $$ select case when coalesce(current_setting('anju.community_ids', true), '') in ('', '*') then '{}'::uuid[]
                    else ltrim(current_setting('anju.community_ids', true), '*')::uuid[] end $$;
create function platform.scope_company() returns boolean language sql stable parallel safe
  as $$ select starts_with(coalesce(current_setting('anju.community_ids', true), ''), '*') $$;
