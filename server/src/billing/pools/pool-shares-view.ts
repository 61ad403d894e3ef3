import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { readMembers, readStoredPool, sharesOf } from '../bills/propose-usage-pools.ts'
import { readChargeRules } from '../rules/rule-view.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listPoolShares>
type Share = Page['items'][number]

/** Everybody who shares a cost with what each bears, and what the company bears; why not, where it cannot be shared. Errors: platform.not_found. */
export async function readShares(tx: Tx, actor: Actor, poolId: string) {
  const pool = await billing(tx)
    .selectFrom('billing.pool')
    .select(['communityId', 'ruleId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', poolId)
    .executeTakeFirst()
  const stored = await readStoredPool(tx, actor, poolId)
  if (!pool || !stored) throw refuse.notFound()
  const rule = (await readChargeRules(tx, actor, pool.communityId, [pool.ruleId])).get(pool.ruleId)?.rule
  if (rule?.kind !== 'pool') throw refuse.notFound()
  const members = await readMembers(tx, actor, stored)
  return { members, ...sharesOf(rule, stored, members), exempt: new Set(stored.exemptPremisesIds) }
}

const natural = new Intl.Collator('zh-CN', { numeric: true })
const SORTS: Record<string, (one: Share, other: Share) => number> = {
  premisesLabel: (one, other) => natural.compare(one.premisesLabel, other.premisesLabel),
  amountFen: (one, other) => Number((one.amountFen ?? 0n) - (other.amountFen ?? 0n)),
}

/**
 * What every member of a shared cost bears. All of them are worked out to know one, so a page is cut from the whole; its cursor is the last one
 * shown. Errors: platform.not_found.
 */
export async function listPoolShares(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPoolShares>,
): Promise<Page> {
  const { members, lines, exempt } = await readShares(tx, actor, input.poolId)
  const text = (input.text ?? '').trim()
  const shares = members
    .filter(member => member.label.includes(text))
    .map(({ premisesId, label, weight }) => ({
      ...{ id: premisesId, premisesLabel: label, weight, isExempt: exempt.has(premisesId) },
      amountFen: lines.get(premisesId)?.amountFen ?? null,
    }))
  const sorted = inOrder(shares, input.sort ?? 'premisesLabel')
  const start = input.cursor === undefined ? 0 : sorted.findIndex(share => share.id === input.cursor) + 1
  if (start === 0 && input.cursor !== undefined) throw refuse.cursorWrong()
  const items = sorted.slice(start, start + input.limit)
  const more = start + items.length < sorted.length
  return { items, next: more ? (items.at(-1)?.id ?? null) : null, total: sorted.length }
}

function inOrder(shares: readonly Share[], sort: string): Share[] {
  const isDown = sort.startsWith('-')
  const compare = SORTS[isDown ? sort.slice(1) : sort]
  if (!compare) throw refuse.sortWrong()
  const sign = isDown ? -1 : 1
  return shares.toSorted((one, other) => sign * compare(one, other) || (one.id < other.id ? -1 : 1))
}

/** The shares of a cost as a file. Errors: platform.not_found, platform.export_too_large. */
export const exportPoolShares = defineExport(contract.exportPoolShares, '分摊明细', listPoolShares, [
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '分摊份额', value: row => row.weight },
  { title: '免摊', value: row => (row.isExempt ? '是' : '') },
  { title: '金额', value: row => row.amountFen, format: 'money' },
])
