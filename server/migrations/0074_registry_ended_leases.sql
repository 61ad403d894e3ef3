-- Premises that were merged or split are not let beyond their end, either.
create trigger ended_premises_insert after insert on registry.leased_premises referencing new table as fresh
  for each statement execute function registry.refuse_ended_days();
create trigger ended_premises_update after update on registry.leased_premises referencing new table as fresh
  for each statement execute function registry.refuse_ended_days();
