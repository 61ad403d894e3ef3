-- Of 王小明 who is corrected to 李小明 the spelling of the given name stays the same, and comes along: it is spelled anew only when it is
-- not the end of the new name's pinyin, as after a change that did not bring it.
create or replace function registry.spell_anew() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.given_pinyin is not distinct from old.given_pinyin
    and (coalesce(new.given_pinyin, '') = '' or right(new.name_pinyin, length(new.given_pinyin)) <> new.given_pinyin) then
    new.given_pinyin := null;
    new.last_pinyin := null;
  end if;
  return new;
end $$;
