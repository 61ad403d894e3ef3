import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { decimalText, roundedText } from '../../platform/decimals.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { meterCode } from '../meters/meter.ts'
import { readMeter } from '../meters/meter-view.ts'
import { metering } from '../tables.ts'
import { expectedFor, type ReadingRow, usedSince } from './reading.ts'
import { readSurroundings } from './surroundings.ts'

type Page = ResponseOf<typeof contract.listReadings>
type Filters = Omit<RequestOf<typeof contract.listReadings>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  readOn: { by: sql`r.read_on`, type: 'date' },
  enteredAt: { by: sql`r.entered_at`, type: 'timestamptz' },
  code: { by: sql`m.code`, type: 'text' },
  used: { by: sql`coalesce(r.used, -1)`, type: 'numeric' },
} as const

/** Readings, newest day first unless asked otherwise. */
export async function listReadings(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listReadings>,
): Promise<Page> {
  const keys = keyset({ ...input, sort: input.sort ?? '-readOn' }, sql<string>`r.id`, SORTS, '-readOn')
  const found = matching(tx, actor, input)
  const rows = await pageRows(withColumns(found), keys, input)
  const total = await countUpTo(metering(tx), found.select('r.id'))
  const page = pageOfRows({ ...input, sort: input.sort ?? '-readOn' }, rows, total, '-readOn')
  return { ...page, items: await shown(tx, actor, page.items) }
}

/** One reading. Errors: platform.not_found. */
export async function readReading(tx: Tx, actor: Actor, { readingId }: { readingId: string }): Promise<ReadingRow> {
  const [row] = await readingsByIds(tx, actor, [readingId])
  if (!row) throw refuse.notFound()
  return row
}

/** Readings by their ids, in the order of the ids. */
export async function readingsByIds(tx: Tx, actor: Actor, ids: readonly string[]): Promise<ReadingRow[]> {
  const rows = await withColumns(matching(tx, actor, {}))
    .where('r.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  const byId = new Map((await shown(tx, actor, rows)).map(row => [row.id, row]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

function matching(tx: Tx, actor: Actor, filters: Filters) {
  const { communityId, text, meterId, premisesId, roundId, kind, level, state, waiting, source, flag, from, to } =
    filters
  const code = meterCode(text ?? '')
  return metering(tx)
    .selectFrom('metering.reading as r')
    .innerJoin('metering.meter as m', join =>
      join.onRef('m.tenantId', '=', 'r.tenantId').onRef('m.id', '=', 'r.meterId'),
    )
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'r.tenantId').onRef('c.id', '=', 'r.communityId'),
    )
    .leftJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'r.tenantId').onRef('p.id', '=', 'r.premisesId'),
    )
    .where('r.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('r.communityId', '=', communityId ?? ''))
    .$if(meterId !== undefined, query => query.where('r.meterId', '=', meterId ?? ''))
    .$if(premisesId !== undefined, query => query.where('r.premisesId', '=', premisesId ?? ''))
    .$if(roundId !== undefined, query => query.where('r.roundId', '=', roundId ?? ''))
    .$if(kind !== undefined, query => query.where('m.kind', '=', kind ?? ''))
    .$if(level !== undefined, query => query.where('m.level', '=', level ?? ''))
    .$if(state !== undefined, query => query.where('r.state', '=', state ?? ''))
    .$if(waiting === true, query => query.where('r.state', 'in', ['entered', 'flagged']))
    .$if(source !== undefined, query => query.where('r.source', '=', source ?? ''))
    .$if(flag !== undefined, query => query.where(sql<SqlBool>`r.flags @> array[${flag ?? ''}::text]`))
    .$if(from !== undefined, query => query.where('r.readOn', '>=', from ?? ''))
    .$if(to !== undefined, query => query.where('r.readOn', '<=', to ?? ''))
    .$if(Boolean(text?.trim()), query =>
      query.where(
        sql<SqlBool>`(${startsWith(sql`m.code`, code)} or ${startsWith(sql`p.label`, (text ?? '').normalize('NFKC').trim())})`,
      ),
    )
}

function withColumns(found: ReturnType<typeof matching>) {
  const staff = (column: string) =>
    sql<
      string | null
    >`(select s.name from identity.public_staff s where s.tenant_id = r.tenant_id and s.id = ${sql.ref(`r.${column}`)})`
  return found
    .select([
      'r.id',
      'r.communityId',
      'c.name as communityName',
      'r.meterId',
      'm.code as meterCode',
      'm.kind',
      'm.level',
    ])
    .select([
      'r.premisesId',
      'p.label as premisesLabel',
      'm.place',
      'r.roundId',
      'r.readOn',
      'r.source',
      'r.rolledOver',
    ])
    .select(['r.bands', 'r.state', 'r.flags', 'r.note', 'r.photoId', 'r.digits', 'r.previousOn', 'r.correctsId'])
    .select(['r.enteredAt', 'r.decidedAt', 'r.reason', 'r.version'])
    .select([
      sql<string>`trim_scale(r.value)::text`.as('value'),
      sql<string>`trim_scale(r.multiplier)::text`.as('multiplier'),
      sql<string | null>`trim_scale(r.previous_value)::text`.as('previousValue'),
      sql<string | null>`trim_scale(r.used)::text`.as('used'),
      staff('enteredBy').as('enteredBy'),
      staff('decidedBy').as('decidedBy'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof withColumns>['execute']>>[number]

/** Rows with their photos, and those that wait with what they would follow. */
async function shown(tx: Tx, actor: Actor, rows: readonly Row[]): Promise<ReadingRow[]> {
  const files = await fileRefs(
    tx,
    rows.flatMap(row => row.photoId ?? []),
  )
  const waiting = Map.groupBy(
    rows.filter(row => row.state === 'entered' || row.state === 'flagged'),
    row => row.communityId,
  )
  const follows = new Map<string, Partial<ReadingRow>>()
  for (const [communityId, some] of waiting) {
    const asked = some.map(({ meterId, readOn, correctsId }) => ({ meterId, readOn, except: correctsId }))
    const known = await readSurroundings(tx, actor, communityId, asked)
    for (const row of some) follows.set(row.id, followOf(row, known.get(`${row.meterId}/${row.readOn}`)))
  }
  return rows.map(({ photoId, digits: _digits, ...row }) => ({
    ...(row as unknown as ReadingRow),
    expected: null,
    photo: photoId === null ? null : (files.get(photoId) ?? null),
    ...follows.get(row.id),
  }))
}

type Around = Awaited<ReturnType<typeof readSurroundings>> extends Map<string, infer V> ? V : never

function followOf(row: Row, around: Around | undefined): Partial<ReadingRow> {
  const previous = around?.previous
  if (!around || !previous || (row.source === 'initial' && previous.id === null)) return {}
  const { readOn, value, rolledOver, multiplier, digits } = row
  const said = { readOn, value, rolledOver, bands: {}, source: row.source as ReadingRow['source'] }
  const used = previous.on < readOn ? usedSince(said, { multiplier, digits }, previous) : null
  const expected = expectedFor(readOn, around)
  return {
    ...{ previousOn: previous.on, previousValue: previous.value },
    ...{
      used: used === null ? null : decimalText(used),
      expected: expected === null ? null : roundedText(expected, 2),
    },
  }
}

const YEARS_SHOWN = 3

/** What a meter counted between its approved readings, oldest first. Errors: platform.not_found. */
export async function meterConsumption(
  tx: Tx,
  actor: Actor,
  { meterId }: { meterId: string },
): Promise<ResponseOf<typeof contract.meterConsumption>> {
  await readMeter(tx, actor, { meterId })
  const { rows } = await sql<ResponseOf<typeof contract.meterConsumption>['items'][number]>`
    select reading_id as "readingId", from_on as "fromOn", to_on as "toOn", trim_scale(previous)::text as previous,
      trim_scale(current)::text as value, trim_scale(quantity)::text as used, estimated
    from metering.public_consumption where tenant_id = ${tenantOf(actor)} and meter_id = ${meterId}
      and to_on > ${today()}::date - ${sql.lit(YEARS_SHOWN * 366)}::int
    order by to_on`.execute(metering(tx))
  return { items: rows }
}
