-- Which of the new premises takes what can be in one place only: asked again when something comes to the old ones later.
alter table registry.succession add column carry_to_id uuid;
