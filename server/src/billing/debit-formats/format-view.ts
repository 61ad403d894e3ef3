import { billing as contract, type ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { billing } from '../tables.ts'

export type DebitFormat = ResponseOf<typeof contract.createDebitFormat>

const MOST = 100

/** How the files of the company's banks are laid out, by name. */
export async function listDebitFormats(tx: Tx, actor: Actor): Promise<{ items: DebitFormat[] }> {
  const rows = await formats(tx, actor).orderBy('name').limit(MOST).execute()
  return { items: rows.map(formatOf) }
}

/** One of them. Errors: platform.not_found. */
export async function readDebitFormat(tx: Tx, actor: Actor, formatId: string): Promise<DebitFormat> {
  const row = await formats(tx, actor).where('id', '=', formatId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return formatOf(row)
}

function formats(tx: Tx, actor: Actor) {
  return billing(tx)
    .selectFrom('billing.debitFormat')
    .select(['id', 'name', 'request', 'result', 'version', 'createdAt'])
    .where('tenantId', '=', tenantOf(actor))
}

function formatOf({ request, result, ...row }: Awaited<ReturnType<ReturnType<typeof formats>['execute']>>[number]) {
  // What is stored lacks what came later: the schema fills in its defaults.
  const layouts = {
    request: contract.DebitRequestLayout.parse(request),
    result: contract.DebitResultLayout.parse(result),
  }
  return { ...row, ...layouts }
}
