-- People described wholly: several phones, documents, contacts, pets, tags. Occupancy with shares, endings and corrections.

-- Residents see who lives in their household now, not who lived there before them or will after.
drop policy resident_wall on registry.occupancy;
create policy resident_wall on registry.occupancy as restrictive using (
  (select platform.actor_kind()) <> 'resident'
  or person_id = (select platform.person_id())
  or (premises_id in (select registry.my_premises())
      and from_on <= (select platform.today()) and (to_on is null or to_on >= (select platform.today()))));

-- Asked by index for few people, by one hash for many; `in (select …)` was always the hash of everybody.
drop policy scope_wall on registry.person;
create policy scope_wall on registry.person as restrictive using (
  (select platform.scope_all())
  or community_id = any ((select platform.scope_communities())::uuid[])
  or exists (select 1 from registry.occupancy o where o.tenant_id = person.tenant_id and o.person_id = person.id));
drop policy resident_wall on registry.person;
create policy resident_wall on registry.person as restrictive using (
  (select platform.actor_kind()) <> 'resident'
  or id = (select platform.person_id())
  or exists (select 1 from registry.occupancy o where o.tenant_id = person.tenant_id and o.person_id = person.id));

alter table registry.person
  add column type text not null default 'person' check (type in ('person', 'organisation')),
  add column former_names text[] not null default '{}',
  add column birthday date,
  -- null beside a number: of a kind that is not known (old lists)
  add column id_type text check (id_type in ('id-card', 'passport', 'hk-macau-permit', 'taiwan-permit', 'military', 'credit-code')),
  add column email text,
  add column postal_address text,
  add column legal_representative text,
  add column note text not null default '',
  -- the person this one turned out to be; such a row is kept for what names it, and stands in no list
  add column merged_into uuid,
  add column version int not null default 1,
  add column updated_at timestamptz,
  add foreign key (tenant_id, merged_into) references registry.person;
update registry.person set updated_at = created_at;
alter table registry.person alter column updated_at set not null;
create index person_list_name on registry.person (tenant_id, name_pinyin, id) where merged_into is null;
create index person_list_created on registry.person (tenant_id, created_at, id) where merged_into is null;
create index person_community on registry.person (tenant_id, community_id);
create index person_merged on registry.person (tenant_id, merged_into) where merged_into is not null;

-- What belongs to a person is seen by who sees the person.
create procedure registry.wall_by_person(target regclass) language plpgsql as $$
begin
  execute format(
    'create policy person_wall on %1$s as restrictive using (((select platform.scope_all()) and (select platform.scope_all_buildings()) and (select platform.actor_kind()) <> ''resident'')
      or exists (select 1 from registry.person n where n.tenant_id = %1$s.tenant_id and n.id = %1$s.person_id))', target);
end $$;

-- Its columns move into a table of this name.
drop index registry.person_phone;
create table registry.person_phone (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('mobile', 'home', 'work', 'other')),
  number_sealed bytea not null,
  number_index bytea not null,
  tail_index bytea not null,
  is_primary boolean not null,
  verified_at timestamptz,
  position int not null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id, number_index),
  foreign key (tenant_id, person_id) references registry.person
);
create unique index person_phone_primary on registry.person_phone (tenant_id, person_id) where is_primary;
create index person_phone_by_number on registry.person_phone (tenant_id, number_index);
create index person_phone_by_tail on registry.person_phone (tenant_id, tail_index);
call platform.protect('registry.person_phone', 'select, insert, update, delete');
call registry.wall_by_person('registry.person_phone');

insert into registry.person_phone (tenant_id, id, person_id, kind, number_sealed, number_index, tail_index, is_primary, position)
  select tenant_id, gen_random_uuid(), id, 'mobile', phone_sealed, phone_index, phone_tail_index, true, 0
  from registry.person where phone_sealed is not null;
alter table registry.person drop column phone_sealed, drop column phone_index, drop column phone_tail_index;

-- Whom to call: in an emergency, or at an organisation.
create table registry.person_contact (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  purpose text not null check (purpose in ('emergency', 'organisation')),
  name text not null,
  -- 配偶, 行政经理 …
  relation text not null default '',
  phone_sealed bytea,
  phone_index bytea,
  position int not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references registry.person
);
create index person_contact_person on registry.person_contact (tenant_id, person_id);
call platform.protect('registry.person_contact', 'select, insert, update, delete');
call registry.wall_by_person('registry.person_contact');

create table registry.pet (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  name text not null,
  species text not null check (species in ('dog', 'cat', 'other')),
  breed text not null default '',
  licence_number text,
  vaccinated_on date,
  position int not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references registry.person
);
create index pet_person on registry.pet (tenant_id, person_id);
call platform.protect('registry.pet', 'select, insert, update, delete');
call registry.wall_by_person('registry.pet');

-- The company's own words about people.
create table registry.tag (
  tenant_id uuid not null references identity.company,
  id uuid not null,
  name text not null,
  colour text not null check (colour in ('grey', 'blue', 'green', 'orange', 'red', 'purple')),
  version int not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
call platform.protect('registry.tag', 'select, insert, update, delete');
create policy not_for_residents on registry.tag as restrictive using ((select platform.actor_kind()) <> 'resident');

create table registry.person_tag (
  tenant_id uuid not null,
  person_id uuid not null,
  tag_id uuid not null,
  primary key (tenant_id, person_id, tag_id),
  foreign key (tenant_id, person_id) references registry.person,
  foreign key (tenant_id, tag_id) references registry.tag on delete cascade
);
create index person_tag_tag on registry.person_tag (tenant_id, tag_id);
call platform.protect('registry.person_tag', 'select, insert, delete');
call registry.wall_by_person('registry.person_tag');
create policy not_for_residents on registry.person_tag as restrictive using ((select platform.actor_kind()) <> 'resident');

alter table registry.occupancy
  add column share numeric(9, 8) check (share > 0 and share <= 1),
  add column relation text check (relation in ('spouse', 'child', 'parent', 'sibling', 'other')),
  -- an owner may own without living there
  add column resides boolean not null default true,
  add column note text not null default '',
  add column end_reason text check (end_reason in ('moved-out', 'transferred', 'lease-ended', 'deceased', 'other')),
  add column end_note text,
  -- where they went
  add column forwarding text,
  add column version int not null default 1,
  add constraint occupancy_share_of_owner check (share is null or kind = 'owner'),
  add constraint occupancy_relation_of_family check (relation is null or kind = 'family');
create index occupancy_from on registry.occupancy (tenant_id, from_on);
create index occupancy_to on registry.occupancy (tenant_id, to_on) where to_on is not null;
create index occupancy_community on registry.occupancy (tenant_id, community_id, person_id);
-- Only a wrong record is taken away, and kept in registry.occupancy_correction.
grant delete on registry.occupancy to anju_app;

-- Nobody owns more than the whole, on any day. Shares change only where a period begins.
create function registry.refuse_shares_above_one() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if exists (
    select 1 from registry.occupancy d
    where d.tenant_id = new.tenant_id and d.premises_id = new.premises_id and d.share is not null
      and (select sum(o.share) from registry.occupancy o
           where o.tenant_id = d.tenant_id and o.premises_id = d.premises_id and o.share is not null
             and o.from_on <= d.from_on and (o.to_on is null or o.to_on >= d.from_on)) > 1)
  then raise exception 'the shares of % exceed the whole', new.premises_id using errcode = 'check_violation', constraint = 'occupancy_shares';
  end if;
  return null;
end $$;
create constraint trigger occupancy_shares after insert or update on registry.occupancy deferrable initially deferred
  for each row when (new.share is not null) execute function registry.refuse_shares_above_one();

create table registry.occupancy_correction (
  tenant_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  premises_id uuid not null,
  occupancy_id uuid not null,
  person_id uuid not null,
  -- the record as it was; after is null where it was taken away
  before jsonb not null,
  after jsonb,
  reason text not null,
  corrected_by uuid,
  corrected_by_name text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, premises_id) references registry.premises
);
create index occupancy_correction_premises on registry.occupancy_correction (tenant_id, premises_id, at desc);
call platform.protect('registry.occupancy_correction', 'select, insert', 'community_id');
call registry.wall_buildings('registry.occupancy_correction', 'premises_id');
create policy not_for_residents on registry.occupancy_correction as restrictive using ((select platform.actor_kind()) <> 'resident');

create or replace view registry.public_person with (security_invoker = true) as
  select tenant_id, id, name, type, merged_into from registry.person;
create or replace view registry.public_occupancy with (security_invoker = true) as
  select tenant_id, id, community_id, premises_id, person_id, kind, from_on, to_on, share, relation, resides from registry.occupancy;
