import { z } from 'zod'

/** A table in a backup: `tables/<schema>.<name>.copy.gz`, PostgreSQL's COPY text. */
const BackedUpTable = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.int(),
  /** Of the text before it was compressed, hex. */
  sha256: z.string(),
})

/** `manifest.json`, written last: a folder without one is no backup. */
export const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Applied when the backup was made, in order; a restore applies the same ones before it fills the tables. */
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })).min(1),
  /** In an order in which each table stands after those it refers to. */
  tables: z.array(BackedUpTable),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
  files: z.object({ count: z.int(), bytes: z.int() }),
  /** Tells whether the secrets at hand open this backup, without telling the secrets. */
  keysFingerprint: z.string(),
  hasSecrets: z.boolean(),
})

export type Manifest = z.output<typeof Manifest>
export type BackedUpTable = z.output<typeof BackedUpTable>

/** Where a table's rows lie in a backup. */
export function tablePath(table: { schema: string; name: string }): string {
  return `tables/${table.schema}.${table.name}.copy.gz`
}
