import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * Whether a column begins with a text, in a form that an index on `(tenant_id, column text_pattern_ops)` serves behind the walls:
 * LIKE is not leakproof, so under row-level security it would be asked of every row of the tenant (46 ms instead of 0.04 ms
 * at 100,000 premises); these operators are, in every collation.
 */
export function startsWith(column: RawBuilder<unknown>, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${column} ~>=~ ${text} and ${column} ~<~ ${`${text}\u{10FFFF}`})`
}

/** A text within a LIKE pattern, its own wildcards taken literally. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** Whether a column contains a text, large or small letters alike. A text without letters that have both is looked for as it is, in half the time. */
export function contains(column: RawBuilder<unknown>, text: string): RawBuilder<SqlBool> {
  const pattern = `%${likeText(text)}%`
  return text.toLowerCase() === text.toUpperCase()
    ? sql<SqlBool>`${column} like ${pattern}`
    : sql<SqlBool>`${column} ilike ${pattern}`
}
