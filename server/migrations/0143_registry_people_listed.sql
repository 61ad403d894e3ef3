-- The list of people counts up to 10,000 of them, and the wall of communities looks at each one's community: along this index it need not fetch
-- the person for it, which was most of what the walls cost this list.
drop index registry.person_list_name;
create index person_list_name on registry.person (tenant_id, name_pinyin, id) include (community_id) where merged_into is null;
