import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { writeCells } from '../rota/change-rota.ts'
import { type CellChange, clashesOf } from '../rota/clash.ts'
import { readClashGround, requireOpenMonths } from '../rota/rota-ground.ts'
import { workforce } from '../tables.ts'
import { lockSwap, told } from './ask-swap.ts'
import { readSwap } from './swap-view.ts'

type Answer = ResponseOf<typeof contract.decideSwap>
type Row = NonNullable<Awaited<ReturnType<typeof lockSwap>>>

/**
 * Approves a swap that both agree on, which exchanges the duties, or refuses it. Neither of the two decides. Clashes come back like
 * those of the grid. Errors: workforce.wrong_state, duty_gone (the rota was changed meanwhile), platform.own_request.
 */
export async function decideSwap(tx: Tx, actor: Actor, input: RequestOf<typeof contract.decideSwap>): Promise<Answer> {
  requireWholeCommunities(actor)
  const row = await lockSwap(tx, actor, input.swapId)
  if (!row) throw platformRefuse.notFound()
  for (const accountId of await sidesOf(tx, actor, row)) requireSomebodyElse(actor, accountId)
  if (row.state !== 'accepted' && !(row.state === 'asked' && !input.approve))
    throw refuse.wrongState({ state: row.state })
  let clashes: Answer['clashes'] = []
  if (input.approve) {
    const exchange = await planExchange(tx, actor, row)
    clashes = exchange.clashes
    if (clashes.some(clash => clash.refused || !input.acceptWarnings))
      return { saved: false, clashes, swap: await readSwap(tx, actor, row.id) }
    await writeCells(tx, actor, { id: row.teamId, communityId: row.communityId }, exchange.changes, 'swap')
  }
  await workforce(tx)
    .updateTable('workforce.swap')
    .set({
      ...{ state: input.approve ? 'approved' : 'refused', decidedAt: now(), decidedBy: actor.name },
      note: input.note || null,
    })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', row.id)
    .execute()
  return { saved: true, clashes, swap: await told(tx, actor, row.id, row.communityId, [row.askerId, row.partnerId]) }
}

async function sidesOf(tx: Tx, actor: Actor, row: Row): Promise<(string | null)[]> {
  const rows = await workforce(tx)
    .selectFrom('workforce.employee')
    .select('accountId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', [row.askerId, row.partnerId])
    .execute()
  return rows.map(each => each.accountId).filter(id => id !== null)
}

/** The cells that the exchange sets and clears, and what speaks against it. */
async function planExchange(
  tx: Tx,
  actor: Actor,
  row: Row,
): Promise<{ changes: CellChange[]; clashes: Answer['clashes'] }> {
  const days = [row.askerDay, row.partnerDay ?? row.askerDay].toSorted()
  const range = { from: days[0] ?? row.askerDay, to: days[1] ?? row.askerDay }
  await requireOpenMonths(
    tx,
    actor,
    [row.teamId],
    days.map(day => day.slice(0, 7)),
  )
  const ground = await readClashGround(tx, actor, [row.askerId, row.partnerId], range, row.communityId)
  const find = (employeeId: string, day: string, shiftId: string) => {
    const found = ground.duties.find(duty => duty.employeeId === employeeId && duty.day === day)
    if (found?.shiftId !== shiftId || found.startsAt <= now()) throw refuse.dutyGone()
    return found
  }
  const own = find(row.askerId, row.askerDay, row.askerShiftId)
  const given = row.partnerDay && row.partnerShiftId ? find(row.partnerId, row.partnerDay, row.partnerShiftId) : null
  const shown = (employeeId: string, day: string) =>
    ground.duties.find(duty => duty.employeeId === employeeId && duty.day === day)?.shiftId ?? null
  const cells = new Map<string, CellChange>()
  const put = (employeeId: string, day: string, duty: CellChange['duty']) =>
    cells.set(`${employeeId}/${day}`, {
      employeeId,
      day,
      was: shown(employeeId, day),
      duty: duty && { ...duty, employeeId },
    })
  put(row.askerId, own.day, null)
  if (given) put(row.partnerId, given.day, null)
  put(row.partnerId, own.day, own)
  if (given) put(row.askerId, given.day, given)
  const changes = [...cells.values()]
  // Whoever takes a duty on a day keeps no other of that day unless it is the one given away.
  const doubled = changes.some(({ employeeId, day, was, duty }) => {
    const givesAway = given !== null && employeeId === row.partnerId && day === given.day
    const askerGives = employeeId === row.askerId && day === own.day
    return duty !== null && was !== null && !givesAway && !askerGives
  })
  const clashes = clashesOf(changes, ground)
  if (!doubled) return { changes, clashes }
  const employee = ground.employees.find(each => each.id === row.partnerId)
  const overlap = { kind: 'overlap', refused: true, restMinutes: null } as const
  return {
    changes,
    clashes: [...clashes, { employeeId: row.partnerId, employeeName: employee?.name ?? '', day: own.day, ...overlap }],
  }
}
