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
  const people = (condition: RawBuilder<unknown>) =>
    sql`(select s.id from registry.person s where s.tenant_id = platform.tenant_id() and ${condition} ${few})`
  const parts = [
    ...COLUMNS.map(column => people(startsWith(sql.raw(`s.${column}`), text))),
    people(sql`s.is_long_name and s.name ilike ${`%${likeText(text)}%`}`),
    people(sql`s.was_renamed and ${text} = any (s.former_names)`),
  ]
  return sql<SqlBool>`n.id in (${sql.join(parts, sql` union all `)})`
}
