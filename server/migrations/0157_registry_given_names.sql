-- People by the spelling of their given names: what is left of the pinyin from the second and the third syllable on, kept beside it and
-- found by a beginning. Null: not spelled yet, as of everybody who was there before; spelled in the background, and anew after a change
-- that did not bring it along.
alter table registry.person
  add column given_pinyin text,
  add column last_pinyin text,
  add column given_initials text generated always as (substr(name_initials, 2)) stored;
create index person_given_pinyin on registry.person (tenant_id, given_pinyin text_pattern_ops);
create index person_last_pinyin on registry.person (tenant_id, last_pinyin text_pattern_ops);
create index person_given_initials on registry.person (tenant_id, given_initials text_pattern_ops);
create index person_unspelled on registry.person (tenant_id, id) where given_pinyin is null;

create function registry.spell_anew() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.given_pinyin is not distinct from old.given_pinyin then
    new.given_pinyin := null;
    new.last_pinyin := null;
  end if;
  return new;
end $$;
create trigger person_spell_anew before update on registry.person for each row
  when (new.name_pinyin is distinct from old.name_pinyin) execute function registry.spell_anew();

-- A space of area A with the number 001 is written A001, too.
insert into registry.premises_alias (tenant_id, community_id, alias, premises_id)
select p.tenant_id, p.community_id, lower(normalize(p.area_code || p.code, NFKC)), p.id from registry.premises p
where p.area_code is not null and p.building_id is null
on conflict do nothing;
