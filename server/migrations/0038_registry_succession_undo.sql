-- What occupancies were to end on before a merge or split ended them, beside their ids, so that undoing gives it back.
alter table registry.succession add column ended_occupancy_to date[] not null default '{}';
-- Parking premises made by mistake go with what they are as a space.
grant delete on registry.space to anju_app;
