import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { likeText, startsWith } from '../../platform/starts-with.ts'

const COLUMNS = ['name', 'name_from_2', 'name_from_3', 'name_from_4']

/**
 * Whether the name of the person `n` contains a text, or was it once. A name is short: it contains the text if it, or what is left
 * of it from the second, third or fourth character on, begins with it. Each of these is a question of its own, served by an index
 * behind the walls (an OR of them is not); only the few names longer than that, companies mostly, are looked into.
 * @param most of each question at most so many: for who shows a few
 */
export function nameContains(text: string, most: number | null = null): RawBuilder<SqlBool> {
  const few = most === null ? sql`` : sql`limit ${most}`
  const parts = partsWith(text).map(
    part => sql`(select s.id from registry.person s where s.tenant_id = platform.tenant_id() and ${part} ${few})`,
  )
  return sql<SqlBool>`n.id in (${sql.join(parts, sql` union all `)})`
}

/** The same people as a select, each once, with what lists of people are filtered and ordered by. */
export function peopleContaining(text: string): RawBuilder<unknown> {
  const columns = sql`s.tenant_id, s.id, s.community_id, s.type, s.name_pinyin, s.id_number_index, s.created_at, s.merged_into, s.erased_on`
  const parts = partsWith(text).map(
    part => sql`select ${columns} from registry.person s where s.tenant_id = platform.tenant_id() and ${part}`,
  )
  return sql`select distinct on (s.id) * from (${sql.join(parts, sql` union all `)}) s`
}

function partsWith(text: string): RawBuilder<SqlBool>[] {
  return [
    ...COLUMNS.map(column => startsWith(sql.raw(`s.${column}`), text)),
    sql<SqlBool>`s.is_long_name and s.name ilike ${`%${likeText(text)}%`}`,
    sql<SqlBool>`s.was_renamed and ${text} = any (s.former_names)`,
  ]
}
