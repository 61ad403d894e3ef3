import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type ApprovalWords, billWords, type FactInput, requestApproval } from '../../approvals/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { communityOf, lockWaivable, readWaivable, type Waivable } from './waivable-lines.ts'
import { type OwedLine, spreadWaiver, waivedFen } from './waiver.ts'
import { partsOf, readWaiver } from './waiver-view.ts'

type Wanted = Omit<RequestOf<typeof contract.previewWaiver>, never>
type Preview = ResponseOf<typeof contract.previewWaiver>

/** How much would be given up of which bill; keeps nothing. Errors: those of `measure`. */
export async function previewWaiver(tx: Tx, actor: Actor, input: Wanted): Promise<Preview> {
  const { waivable, parts, amountFen, owedFen } = await measure(tx, actor, input, readWaivable)
  return { owedFen, amountFen, asOf: waivable.asOf, parts: await partsOf(tx, actor, waivable.lines, parts) }
}

/**
 * Asks to give up debts of a household: the parts are fixed now, and happen with the last approval.
 * Errors: those of `measure`, approvals.nobody_decides, platform.already_there.
 */
export async function askWaiver(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.askWaiver>,
): Promise<ResponseOf<typeof contract.askWaiver>> {
  const { waivable, parts, amountFen, owedFen } = await measure(tx, actor, input, lockWaivable)
  await requireOwnFiles(tx, actor, input.photoIds, 'photo')
  const communityId = await communityOf(tx, actor, waivable.bills[0]?.id ?? '')
  const tenantId = tenantOf(actor)
  const { id, premisesId, kind, scope, percent, reason } = input
  const added = await billing(tx)
    .insertInto('billing.waiver')
    .values({
      ...{ tenantId, id, communityId, premisesId, kind, scope, percent, amountFen, asOf: waivable.asOf, reason },
      ...{ askedBy: actor.id, askedByName: actor.name, askedAt: now() },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  await billing(tx)
    .insertInto('billing.waiverPart')
    .values(
      parts.map(part => ({
        ...{ tenantId, waiverId: id, billLineId: part.lineId, billId: part.billId, amountFen: part.owedFen },
      })),
    )
    .execute()
  const requestId = await requestApproval(tx, actor, {
    ...{ kind: `billing.${kind}`, subjectId: id, communityId, premisesId, amountFen, reason, photoIds: input.photoIds },
    title: titleOf(input, waivable),
    facts: await factsOf(tx, actor, input, waivable, parts, owedFen, amountFen),
  })
  await billing(tx)
    .updateTable('billing.waiver')
    .set({ requestId })
    .where('tenantId', '=', tenantId)
    .where('id', '=', id)
    .execute()
  return readWaiver(tx, actor, { waiverId: id })
}

interface Measured {
  waivable: Waivable
  parts: OwedLine[]
  amountFen: bigint
  owedFen: bigint
}

/** Errors: platform.not_found, billing.bill_not_payable, nothing_owed, more_than_owed, waiver_unclear. */
async function measure(tx: Tx, actor: Actor, input: Wanted, ask: typeof readWaivable): Promise<Measured> {
  if (input.percent !== null && input.amountFen !== null) throw refuse.waiverUnclear()
  if (input.kind === 'write-off' && input.scope === 'penalty') throw refuse.waiverUnclear()
  const waivable = await ask(tx, actor, input.premisesId, input.billIds, input.scope)
  const owedFen = waivable.lines.reduce((sum, line) => sum + line.owedFen, 0n)
  const amountFen = waivedFen(owedFen, input)
  if (amountFen > owedFen) throw refuse.moreThanOwed({ owedFen: Number(owedFen) })
  if (amountFen <= 0n) throw refuse.nothingOwed()
  return { waivable, parts: spreadWaiver(waivable.lines, amountFen), amountFen, owedFen }
}

function titleOf({ kind, scope }: Wanted, { bills }: Waivable): ApprovalWords {
  const items = [...new Set(bills.map(bill => bill.itemName))]
  const code = kind === 'waiver' && scope === 'penalty' ? 'penalty' : kind
  return {
    code: items.length > 2 ? `${code}-more` : code,
    params: { items: items.slice(0, 2).join('、').slice(0, 200) },
  }
}

async function factsOf(
  tx: Tx,
  actor: Actor,
  input: Wanted,
  waivable: Waivable,
  parts: readonly OwedLine[],
  owedFen: bigint,
  amountFen: bigint,
): Promise<FactInput[]> {
  const bills = await partsOf(tx, actor, waivable.lines, parts)
  const share = input.percent === null ? [] : [{ name: 'percent' as const, text: `${input.percent}%`, fen: null }]
  return [
    {
      name: 'owed',
      text: input.scope === 'penalty' ? { code: 'until', params: { on: waivable.asOf } } : '',
      fen: owedFen,
    },
    ...share,
    ...bills.map(bill => ({
      name: input.scope === 'penalty' ? ('penalty' as const) : ('bill' as const),
      text: billWords(bill.itemName, bill.cycleStart, bill.billNumber),
      fen: bill.waivedFen,
    })),
    { name: 'left', text: '', fen: owedFen - amountFen },
  ]
}
