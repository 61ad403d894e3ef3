-- Why somebody asks for a discount is theirs to know, not whoever moves in after them.
create policy own_application on billing.discount_application as restrictive for select
  using ((select platform.actor_kind()) <> 'resident' or asked_by = (select platform.actor_id()));
