import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec, roundedText } from '../../platform/decimals.ts'
import { refuse } from '../../platform/errors.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { meterCode } from '../meters/meter.ts'
import { readingsByIds } from '../readings/reading-view.ts'
import { readSurroundings } from '../readings/surroundings.ts'
import { metering } from '../tables.ts'
import { type RoundRow, readRound } from './round-view.ts'

export type RoundStop = ResponseOf<typeof contract.listRoundStops>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listRoundStops>, 'limit' | 'cursor' | 'sort' | 'roundId'>

const SORTS = { place: { by: sql`s.place`, type: 'int' }, code: { by: sql`m.code`, type: 'text' } } as const

/** The stops of a round in the order in which they are walked. Errors: platform.not_found. */
export async function listRoundStops(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listRoundStops>,
): Promise<ResponseOf<typeof contract.listRoundStops>> {
  const round = await readRound(tx, actor, input)
  const keys = keyset(input, sql<string>`m.id`, SORTS, 'place')
  const found = matching(tx, actor, input.roundId, input)
  const rows = await pageRows(withColumns(found), keys, input)
  const total = await countUpTo(metering(tx), found.select('m.id'))
  const page = pageOfRows(input, rows, total, 'place')
  return { ...page, items: await shown(tx, actor, round, page.items) }
}

const SHOWS: Record<NonNullable<Filters['show']>, RawBuilder<SqlBool>> = {
  missing: sql<SqlBool>`r.id is null`,
  flagged: sql<SqlBool>`r.state = 'flagged'`,
  waiting: sql<SqlBool>`r.state in ('entered', 'flagged')`,
  skipped: sql<SqlBool>`r.id is null and s.skipped is not null`,
}

function matching(tx: Tx, actor: Actor, roundId: string, { text, show, readerId, state }: Filters) {
  const code = meterCode(text ?? '')
  return metering(tx)
    .selectFrom('metering.readingRoundStop as s')
    .innerJoin('metering.meter as m', join =>
      join.onRef('m.tenantId', '=', 's.tenantId').onRef('m.id', '=', 's.meterId'),
    )
    .leftJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'm.tenantId').onRef('p.id', '=', 'm.premisesId'),
    )
    .leftJoin('metering.reading as r', join =>
      join
        .onRef('r.tenantId', '=', 's.tenantId')
        .onRef('r.roundId', '=', 's.roundId')
        .onRef('r.meterId', '=', 's.meterId')
        .on('r.state', '<>', 'rejected')
        .on('r.correctsId', 'is', null),
    )
    .where('s.tenantId', '=', tenantOf(actor))
    .where('s.roundId', '=', roundId)
    .$if(show !== undefined, query => query.where(SHOWS[show ?? 'missing']))
    .$if(state !== undefined, query => query.where('r.state', '=', state ?? ''))
    .$if(readerId !== undefined, query => query.where('s.readerAccountId', '=', readerId ?? ''))
    .$if(Boolean(text?.trim()), query =>
      query.where(
        sql<SqlBool>`(${startsWith(sql`m.code`, code)} or ${startsWith(sql`p.label`, (text ?? '').normalize('NFKC').trim())})`,
      ),
    )
}

function withColumns(found: ReturnType<typeof matching>) {
  return found
    .select(['m.id', 's.place', 'm.code as meterCode', 'm.name as meterName', 'm.kind', 'm.level', 'm.premisesId'])
    .select(['p.label as premisesLabel', 'm.place as meterPlace', 'm.deviceNo', 's.readerAccountId as readerId'])
    .select(['m.digits', 'm.decimals', 'm.bands', 's.skipped', 'r.id as readingId', 'r.readOn', 'm.communityId'])
    .select([
      sql<string>`trim_scale(m.multiplier)::text`.as('multiplier'),
      sql<
        string | null
      >`(select t.name from metering.reading_route t where t.tenant_id = s.tenant_id and t.id = s.route_id)`.as(
        'routeName',
      ),
      sql<
        string | null
      >`(select f.name from identity.public_staff f where f.tenant_id = s.tenant_id and f.id = s.reader_account_id)`.as(
        'readerName',
      ),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof withColumns>['execute']>>[number]

/** Rows with what each meter showed before, its daily mean, and its reading of the round. */
async function shown(tx: Tx, actor: Actor, round: RoundRow, rows: readonly Row[]): Promise<RoundStop[]> {
  const day = today()
  const asked = rows.map(row => ({ meterId: row.id, readOn: row.readOn ?? day, except: row.readingId }))
  const known = await readSurroundings(tx, actor, round.communityId, asked)
  const readings = new Map(
    (
      await readingsByIds(
        tx,
        actor,
        rows.flatMap(row => row.readingId ?? []),
      )
    ).map(reading => [reading.id, reading]),
  )
  return rows.flatMap(row => {
    const around = known.get(`${row.id}/${row.readOn ?? day}`)
    if (!around?.previous) return []
    const { readingId, readOn: _readOn, communityId: _communityId, ...stop } = row
    const reading = readingId === null ? undefined : readings.get(readingId)
    const mean = around.known && around.known.days > 0 ? dec(around.known.used).div(around.known.days) : null
    return [
      {
        ...(stop as unknown as RoundStop),
        ...{ previousOn: around.previous.on, previousValue: around.previous.value },
        previousBands: { ...around.previous.bands },
        dailyMean: mean === null ? null : roundedText(mean, 4),
        reading: reading ? { ...reading, hasPhoto: reading.photo !== null } : null,
      },
    ]
  })
}

/** Stops that a reader carries along at most. */
const CARRIED_MOST = 3000

/** All the stops that the reader walks in an open round: the own ones, and those that nobody has. Errors: platform.not_found. */
export async function readMyRound(
  tx: Tx,
  actor: Actor,
  { roundId }: { roundId: string },
): Promise<ResponseOf<typeof contract.readMyRound>> {
  const round = await readRound(tx, actor, { roundId })
  const [mine] = (await myRounds(tx, actor, roundId)).items
  if (!mine) throw refuse.notFound()
  const rows = await withColumns(matching(tx, actor, roundId, {}))
    .where(mineOrNobodys(actor))
    .orderBy('s.place')
    .limit(CARRIED_MOST)
    .execute()
  return { ...mine, stops: await shown(tx, actor, round, rows) }
}

function mineOrNobodys(actor: Actor) {
  return sql<SqlBool>`(s.reader_account_id is null or s.reader_account_id = ${accountOf(actor)})`
}

/** Open rounds in which the reader has stops, or in which stops have nobody. */
export async function listMyRounds(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listMyRounds>> {
  return myRounds(tx, actor, null)
}

async function myRounds(tx: Tx, actor: Actor, roundId: string | null) {
  const { rows } = await sql<ResponseOf<typeof contract.listMyRounds>['items'][number]>`
    select d.id, d.community_id as "communityId", c.name as "communityName", d.kind, d.month, d.planned_on as "plannedOn",
      count(*)::int as "stopCount", count(*) filter (where r.id is not null or s.skipped is not null)::int as "doneCount"
    from metering.reading_round d
    join registry.public_community c on c.tenant_id = d.tenant_id and c.id = d.community_id
    join metering.reading_round_stop s on s.tenant_id = d.tenant_id and s.round_id = d.id
    join metering.meter m on m.tenant_id = s.tenant_id and m.id = s.meter_id
    left join metering.reading r on r.tenant_id = s.tenant_id and r.round_id = s.round_id and r.meter_id = s.meter_id
      and r.state <> 'rejected' and r.corrects_id is null
    where d.tenant_id = ${tenantOf(actor)} and d.state = 'open' and (${roundId}::uuid is null or d.id = ${roundId}::uuid)
      and ${mineOrNobodys(actor)}
    group by d.id, d.community_id, c.name, d.kind, d.month, d.planned_on order by d.planned_on, d.id limit 100`.execute(
    metering(tx),
  )
  return { items: rows }
}
