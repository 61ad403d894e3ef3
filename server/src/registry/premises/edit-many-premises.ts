import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { premisesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { addStates, lastDays } from './change-state.ts'
import { mayFollow, type State } from './state.ts'

type Input = RequestOf<typeof contract.editManyPremises>
type Answer = ResponseOf<typeof contract.editManyPremises>
type Result = Answer['results'][number]
type Row = Awaited<ReturnType<typeof lock>>[number]

/**
 * Writes the same into chosen premises. Each is done, or says why not (changed since it was read, ended, a state that cannot follow);
 * those that can be done are done. Set-based: one statement for facts, two for states. Errors: platform.not_found (of any).
 */
export async function editManyPremises(tx: Tx, actor: Actor, input: Input): Promise<Answer> {
  const { state, stateFromOn = today(), ...facts } = input.set
  const rows = new Map((await lock(tx, actor, input.items)).map(row => [row.id, row]))
  const since = state ? await lastDays(tx, actor, [...rows.keys()]) : new Map<string, string>()
  const results = input.items.map(({ id, version }): Result => {
    const row = rows.get(id)
    if (!row) throw refuse.notFound()
    return { id, label: row.label, outcome: judge(row, version, { input, stateFromOn, since: since.get(id) ?? '' }) }
  })
  const done = results.filter(result => result.outcome === 'changed').flatMap(({ id }) => rows.get(id) ?? [])
  await writeFacts(tx, actor, done, facts, state !== undefined)
  if (state) {
    const moved = done.filter(row => row.state !== state)
    await addStates(
      tx,
      actor,
      moved.map(({ id, communityId }) => ({
        premisesId: id,
        communityId,
        state,
        fromOn: stateFromOn,
        reason: input.reason,
      })),
    )
  }
  await tell(tx, done, facts, state)
  return { changed: done.length, results }
}

async function lock(tx: Tx, actor: Actor, items: Input['items']) {
  return registry(tx)
    .selectFrom('registry.premises')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${items.map(item => item.id)}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

function judge(
  row: Row,
  version: number,
  { input, stateFromOn, since }: { input: Input; stateFromOn: string; since: string },
): Result['outcome'] {
  if (row.endedOn !== null) return 'ended'
  if (row.version !== version) return 'changed-meanwhile'
  const { state, stateFromOn: _, ...facts } = input.set
  const otherState = state !== undefined && state !== row.state
  if (otherState && !input.correction && !mayFollow(row.state as State, state)) return 'state-not-next'
  if (otherState && (stateFromOn < since || stateFromOn > today())) return 'state-day-wrong'
  const otherFacts = Object.entries(facts).some(([name, value]) => row[name as keyof Row] !== value)
  return otherState || otherFacts ? 'changed' : 'unchanged'
}

async function writeFacts(
  tx: Tx,
  actor: Actor,
  rows: Row[],
  facts: Omit<Input['set'], 'state' | 'stateFromOn'>,
  withState: boolean,
): Promise<void> {
  if (rows.length === 0 || (withState && Object.keys(facts).length === 0)) return
  await registry(tx)
    .updateTable('registry.premises')
    .set(row => ({ ...facts, version: row('version', '+', 1) }))
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${rows.map(row => row.id)}::uuid[])`)
    .execute()
}

/** A line in the audit log for each, with what was before: the history of a premises knows only lines of its own. */
async function tell(
  tx: Tx,
  rows: Row[],
  facts: Omit<Input['set'], 'state' | 'stateFromOn'>,
  state: State | undefined,
): Promise<void> {
  const after = { ...facts, ...(state ? { state } : {}) }
  for (const row of rows) {
    const changes = Object.entries(after)
      .map(([field, value]) => ({ field, before: row[field as keyof Row], after: value }))
      .filter(change => change.before !== change.after)
    audit(tx, 'registry.editManyPremises', row.id, { changes })
  }
  for (const [communityId, { length: count }] of Map.groupBy(rows, row => row.communityId))
    await publish(tx, premisesChanged, { communityId, premisesId: null, count })
}
