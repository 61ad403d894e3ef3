-- Papers of premises and of whole communities: what kind, from when until when, and who took them away and why. The table that
-- stood here had no way in, so nothing is lost.
drop table registry.premises_document;

create table registry.place_document (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  -- null: of the community as a whole
  premises_id uuid,
  kind text not null check (kind in ('title', 'handover', 'decoration', 'contract', 'drawing', 'acceptance', 'photo', 'other')),
  title text not null check (length(title) between 1 and 100),
  number text not null default '',
  dated_on date,
  valid_until date,
  note text not null default '',
  file_id uuid not null,
  -- the paper of the premises before, when these came of a merge or split
  carried_from uuid,
  added_by uuid,
  added_by_name text not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  removed_by_name text,
  removed_reason text,
  version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, community_id) references registry.community,
  foreign key (tenant_id, premises_id) references registry.premises,
  foreign key (tenant_id, file_id) references platform.file,
  check (valid_until >= dated_on),
  check ((removed_at is null) = (removed_reason is null))
);
create index place_document_premises on registry.place_document (tenant_id, premises_id, added_at desc) where premises_id is not null;
create index place_document_community on registry.place_document (tenant_id, community_id, added_at desc);
create index place_document_valid on registry.place_document (tenant_id, valid_until) where valid_until is not null and removed_at is null;
call platform.protect('registry.place_document', 'select, insert, update, delete', 'community_id');
call registry.wall_buildings('registry.place_document', 'premises_id');
create policy not_for_residents on registry.place_document as restrictive using ((select platform.actor_kind()) <> 'resident');
