import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { consumptionChanged, readingsChanged } from '../events.ts'
import { metering } from '../tables.ts'
import { firstReadings } from './first-readings.ts'
import { type Linked, linkReadings } from './link-readings.ts'
import { placeBetween } from './place-between.ts'
import { placeCorrections } from './place-corrections.ts'
import { flagsOf, HINDERING, type ReadingFlag, type ReadingSource, type Said } from './reading.ts'
import { type MeterOnDay, readSurroundings } from './surroundings.ts'

type Answer = ResponseOf<typeof contract.approveReadings>
type Left = Answer['left'][number]

/** A reading that waits. */
export interface Waiting extends Said {
  id: string
  meterId: string
  code: string
  state: string
  flags: ReadingFlag[]
  source: ReadingSource
  correctsId: string | null
  enteredBy: string | null
  note: string
}

/**
 * Approves readings: from then on they count. Nobody approves what they entered; that, what goes backwards, or has no place in the
 * chain of its meter, is left and told. Errors: platform.not_found (a reading).
 */
export async function approveReadings(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.approveReadings>,
): Promise<Answer> {
  const { communityId, readingIds, roundId } = input
  const waiting = await lockWaiting(tx, actor, communityId, { readingIds, roundId })
  const found = new Set(waiting.map(reading => reading.id))
  if (readingIds.some(id => !found.has(id))) throw platformRefuse.notFound()
  return approve(tx, actor, communityId, waiting, 'somebody-else')
}

/** Approves readings that were entered in this very transaction, or by a machine. */
export async function approveThose(
  tx: Tx,
  actor: Actor,
  communityId: string,
  readingIds: readonly string[],
): Promise<Answer> {
  if (readingIds.length === 0) return { approved: 0, left: [] }
  return approve(
    tx,
    actor,
    communityId,
    await lockWaiting(tx, actor, communityId, { readingIds, roundId: null }),
    'anybody',
  )
}

async function approve(
  tx: Tx,
  actor: Actor,
  communityId: string,
  readings: Waiting[],
  by: 'somebody-else' | 'anybody',
): Promise<Answer> {
  const left: Left[] = []
  const leave = (reading: Waiting, why: Left['why']) =>
    left.push({ readingId: reading.id, meterCode: reading.code, why })
  const open = readings.filter(reading => {
    const why = refusedBy(actor, reading, by)
    if (why !== null) leave(reading, why)
    return why === null
  })
  const premises = new Set<string>()
  let approved = 0
  // Each meter's earliest first, so that the next one finds it approved.
  for (const pass of inPasses(open)) {
    const corrections = pass.filter(reading => reading.correctsId !== null)
    const plain = pass.filter(reading => reading.correctsId === null)
    const known = await readSurroundings(tx, actor, communityId, plain)
    const good: Linked[] = []
    for (const reading of plain) {
      const around = known.get(`${reading.meterId}/${reading.readOn}`)
      if (!around) throw platformRefuse.notFound()
      const hindrance = hindranceOf(reading, around)
      if (hindrance !== null) leave(reading, hindrance)
      else good.push({ reading, around })
    }
    const last = good.filter(({ around }) => around.next === null)
    const linked = await linkReadings(tx, actor, await firstReadings(tx, actor, communityId, last))
    const between = await placeBetween(
      tx,
      actor,
      good.filter(({ around }) => around.next !== null),
    )
    const placed = await placeCorrections(tx, actor, communityId, corrections)
    for (const { reading, why } of [...between.left, ...placed.left]) leave(reading, why)
    for (const id of [...linked.premisesIds, ...between.premisesIds, ...placed.premisesIds]) premises.add(id)
    approved += linked.count + between.count + placed.count
  }
  await tell(tx, communityId, approved, premises)
  return { approved, left }
}

async function tell(tx: Tx, communityId: string, approved: number, premises: ReadonlySet<string>): Promise<void> {
  if (approved === 0) return
  await publish(tx, readingsChanged, { communityId, count: approved })
  const premisesIds = [...premises]
  for (let start = 0; start < premisesIds.length; start += PREMISES_AN_EVENT)
    await publish(tx, consumptionChanged, {
      communityId,
      premisesIds: premisesIds.slice(start, start + PREMISES_AN_EVENT),
    })
}

const PREMISES_AN_EVENT = 150

/** What is flagged is always for somebody else to approve. */
function refusedBy(
  actor: Actor,
  { state, flags, enteredBy }: Waiting,
  by: 'somebody-else' | 'anybody',
): Left['why'] | null {
  if (state !== 'entered' && state !== 'flagged') return 'decided'
  const isOwn = actor.kind !== 'system' && enteredBy === accountOf(actor)
  return isOwn && (by === 'somebody-else' || flags.length > 0) ? 'own' : null
}

function hindranceOf(reading: Waiting, around: MeterOnDay): ReadingFlag | null {
  const first = reading.source === 'initial' && around.previous?.id === null
  const flags = flagsOf(reading, first ? { ...around, previous: null } : around)
  return flags.find(flag => HINDERING.has(flag)) ?? null
}

function inPasses(readings: readonly Waiting[]): Waiting[][] {
  const passes: Waiting[][] = []
  const seen = new Map<string, number>()
  for (const reading of readings.toSorted((a, b) => (a.readOn < b.readOn ? -1 : 1))) {
    const place = seen.get(reading.meterId) ?? 0
    seen.set(reading.meterId, place + 1)
    passes[place] = [...(passes[place] ?? []), reading]
  }
  return passes
}

/** The readings, and their meters, locked: who approves others of the same meters waits. */
async function lockWaiting(
  tx: Tx,
  actor: Actor,
  communityId: string,
  asked: { readingIds: readonly string[]; roundId: string | null },
): Promise<Waiting[]> {
  const which = sql`r.tenant_id = ${tenantOf(actor)} and r.community_id = ${communityId}
    and (r.id = any(${[...asked.readingIds]}::uuid[]) or (r.round_id = ${asked.roundId}::uuid and r.state = 'entered'))`
  await sql`select m.id from metering.meter m where m.tenant_id = ${tenantOf(actor)}
    and m.id in (select r.meter_id from metering.reading r where ${which}) order by m.id for no key update`.execute(
    metering(tx),
  )
  const { rows } = await sql<Waiting>`
    select r.id, r.meter_id as "meterId", m.code, r.state, r.flags, r.source, r.corrects_id as "correctsId", r.entered_by as "enteredBy", r.note,
      r.read_on as "readOn", trim_scale(r.value)::text as value, r.rolled_over as "rolledOver", r.bands
    from metering.reading r join metering.meter m on m.tenant_id = r.tenant_id and m.id = r.meter_id
    where ${which} order by r.id for update of r`.execute(metering(tx))
  return rows
}
