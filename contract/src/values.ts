import { z } from 'zod'

/** Integer fen: a JSON integer on the wire, a bigint on the server. */
export const Fen = z.codec(z.int().describe('Amount in fen (1/100 yuan), integer'), z.bigint(), {
  decode: wire => BigInt(wire),
  encode: fen => Number(fen),
})

/** An instant: ISO 8601 with zone on the wire, Date on the server. */
export const Instant = z.codec(z.iso.datetime({ offset: true }), z.date(), {
  decode: text => new Date(text),
  encode: instant => instant.toISOString(),
})

/** A civil date of business in Asia/Shanghai, `YYYY-MM-DD`. */
export const CivilDate = z.iso.date()

/** A month, `YYYY-MM`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** An exact decimal as text: rates, areas, readings, unit prices. */
export const DecimalText = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/)

/** Any id of ours: a uuid, made by the client where it makes the thing, so a retry is the same thing. */
export const Id = z.uuid()

/**
 * The version of a record that may be edited: read with it, sent back with the edit. Somebody else was quicker: the edit is refused
 * with `platform.changed_meanwhile`, and nothing of either is lost.
 */
export const Version = z.int().min(1)

/** The query of a route that deletes: the version that was seen. */
export const SeenVersion = z.object({ version: z.coerce.number<number | string>().int().min(1) })

/** A person's short text on one line. */
export const Line = z.string().trim().min(1).max(100)

/** A longer text. */
export const Text = z.string().trim().max(2000)

/** Where a list goes on; opaque. */
export const Cursor = z.string().max(500)

/** What every list takes besides its own filters. */
export const PageQuery = z.object({
  cursor: Cursor.optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
  sort: z.string().max(60).optional().describe('Field name; a leading minus turns the order round'),
})

/** In long lists so many are counted; a total of one more says that there are more. Counting a million rows for each page is what makes lists slow. */
export const COUNT_MOST = 10_000

/**
 * A page of things: `next` is absent on the last page; `total` counts all that match the filters (in long lists `COUNT_MOST` of
 * them at most, and one more for all others).
 */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: Cursor.nullable(), total: z.int() })
}

export type WireFen = z.input<typeof Fen>
