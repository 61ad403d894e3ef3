import { billing, type Call } from '@anju/contract'
import type pg from 'pg'
import { now } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'

const AGENCY = '代收燃气费'

interface Making {
  tenantId: string
  communityId: string
  photoId: string
}

/** Money of others with something in it, what owners decided, requests as they stand, and quarters that were published. */
export async function makeFunds(call: Call, owner: pg.Pool, { tenantId, communityId, photoId }: Making) {
  const { items } = await call(billing.listItems, { query: { text: AGENCY, limit: 1 } })
  const agencyItemId = items[0]?.id ?? newId()
  if (items.length === 0)
    await call(billing.createItem, { body: { id: agencyItemId, name: AGENCY, treatment: 'agency' } })
  const decide = async (number: string) => {
    const id = newId()
    await call(billing.addResolution, {
      body: {
        ...{ id, communityId, kind: 'public', body: 'committee', number: `${number}${id.slice(-6)}` },
        ...{ subject: '绿化', decidedOn: '2025-01-01', fileIds: [photoId] },
      },
    })
    return id
  }
  const [resolutionId, spareResolutionId] = [await decide('业'), await decide('备')]
  const write = async (deed: string, amountFen: number, of: { item?: string; state?: string } = {}) => {
    const id = newId()
    const state = of.state ?? 'approved'
    const at = now()
    await owner.query(
      `insert into billing.fund_request (tenant_id, id, community_id, kind, item_id, deed, amount_fen, effect_fen, method, party_name, purpose,
         resolution_id, from_month, to_month, state, asked_by_name, asked_at, closed_at, applied_on)
       values ($1, $2, $3, $4, $5, $6, abs($7::bigint), $7, $8, '对方', '用途', $9, $10, $10, $11, '员工', $12, $13, $14)`,
      [
        ...[tenantId, id, communityId, of.item ? 'agency' : 'public', of.item ?? null, deed, amountFen],
        ...[deed === 'opening' ? null : 'transfer', deed === 'spend' ? resolutionId : null],
        ...[deed === 'hand-over' ? '2025-01' : null, state, at, state === 'waiting' ? null : at],
        state === 'approved' ? '2025-01-10' : null,
      ],
    )
    return id
  }
  await write('opening', 1_000_000)
  await write('opening', 1_000_000, { item: agencyItemId })
  const fundRequestId = await write('spend', -100)
  const reversibleFundId = await write('spend', -200)
  // What the books say of all this, so that a month can be closed.
  await owner.query(
    `with e as (insert into ledger.entry (tenant_id, id, community_id, posted_on, source_kind, source_id, memo, at)
       values ($1, $2, $3, '2025-01-10', 'test.funds', $2, '', $4) returning *)
     insert into ledger.posting (tenant_id, entry_id, line, community_id, account_code, amount_fen)
     select e.tenant_id, e.id, p.line, e.community_id, p.code, p.fen from e,
       (values (1, '4103', 1999700), (2, '224103', -999700), (3, '224102', -1000000)) as p(line, code, fen)`,
    [tenantId, newId(), communityId, now()],
  )
  const fundMadeIds = [
    await write('spend', -1, { state: 'withdrawn' }),
    await write('hand-over', -1, { item: agencyItemId, state: 'withdrawn' }),
  ] as const
  const publish = async (quarter: string) => {
    const id = newId()
    await call(billing.publishFund, { body: { id, communityId, kind: 'public', quarter } })
    return id
  }
  return {
    ...{ agencyItemId, resolutionId, spareResolutionId, fundRequestId, reversibleFundId, fundMadeIds },
    ...{ disclosureId: await publish('2025-Q1'), spareDisclosureId: await publish('2025-Q2') },
  }
}
