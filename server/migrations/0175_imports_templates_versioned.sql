-- A saved mapping may be saved anew under its name, and be called otherwise: who deletes it says which version was seen.
alter table imports.template add column version integer not null default 1;
