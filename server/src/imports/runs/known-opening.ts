import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { ensurePremises } from '../../registry/index.ts'
import { debtKey } from '../kinds/opening-debts.ts'
import { depositKey } from '../kinds/opening-deposits.ts'
import { type DueRule, type OpeningGround, ruleKey } from '../kinds/opening-ground.ts'
import { purseKey } from '../kinds/opening-purses.ts'
import { paymentKey } from '../kinds/past-payments.ts'
import { imports } from '../tables.ts'
import type { SheetKind, StagedSheet } from '../workbook/mapping.ts'
import type { KnownThings } from '../workbook/plan-import.ts'

const OPENING: readonly SheetKind[] = ['opening-debts', 'opening-purses', 'opening-deposits', 'past-payments']

interface Asking {
  tx: Tx
  actor: Actor
  communityId: string
  sha256: Buffer
  /** `premisesKey` by id. */
  keyById: ReadonlyMap<string, string>
}

/** Premises and what other files took over for them; nothing is asked for a workbook without opening balances. */
export async function knownOpening(
  tx: Tx,
  actor: Actor,
  { communityId, sha256 }: { communityId: string; sha256: Buffer },
  staged: readonly StagedSheet[],
): Promise<Pick<KnownThings, 'places' | 'opening'>> {
  const kinds = new Set(staged.map(({ mapping }) => mapping.kind))
  if (!OPENING.some(kind => kinds.has(kind))) return {}
  const { idByKey } = await ensurePremises(tx, actor, communityId, [])
  const asking = { tx, actor, communityId, sha256, keyById: new Map([...idByKey].map(([key, id]) => [id, key])) }
  return {
    places: new Set(idByKey.keys()),
    opening: {
      pastPayments: kinds.has('past-payments') ? await paidBefore(asking) : new Map(),
      debts: kinds.has('opening-debts') ? await owedBefore(asking) : new Map(),
      purses: kinds.has('opening-purses') ? await prepaidBefore(asking) : new Map(),
      deposits: kinds.has('opening-deposits') ? await heldBefore(asking) : new Map(),
      dueRules: kinds.has('opening-debts') ? await dueRules(asking) : new Map(),
      items: await itemsOf(asking),
    },
  }
}

type Before = { premisesId: string; fileName: string }

/** What other files have become, as the rest of a query: `o` is the remembered row, `i` its import. */
async function fromOtherFiles<R extends Before>(
  { tx, actor, communityId, sha256, keyById }: Asking,
  part: string,
  columns: RawBuilder<unknown>,
  joined: RawBuilder<unknown>,
  keyOf: (row: R & { place: string }) => string,
): Promise<Map<string, string>> {
  const { rows } = await sql<R>`
    select i.file_name, ${columns}
    from imports.opening_row o
    join imports.import i on i.tenant_id = o.tenant_id and i.id = o.import_id
    ${joined}
    where o.tenant_id = ${tenantOf(actor)} and o.community_id = ${communityId} and o.part = ${part} and o.file_sha256 <> ${sha256}`.execute(
    imports(tx),
  )
  return new Map(rows.map(row => [keyOf({ ...row, place: keyById.get(row.premisesId) ?? '' }), row.fileName]))
}

const paidBefore = (asking: Asking) =>
  fromOtherFiles<Before & Omit<Parameters<typeof paymentKey>[0], 'place'>>(
    asking,
    'past-payments',
    sql`p.premises_id, p.item_name, p.period_from, p.period_to, p.paid_on, p.paid_fen, p.method, p.receipt_number, p.payer_name`,
    sql`join payments.public_past_payment p on p.tenant_id = o.tenant_id and p.id = o.object_id`,
    paymentKey,
  )

const owedBefore = (asking: Asking) =>
  fromOtherFiles<Before & { itemName: string; periodFrom: string; periodTo: string; debtor: string | null }>(
    asking,
    'arrears',
    sql`b.premises_id, b.item_name, b.cycle_start as period_from, b.cycle_end as period_to,
      case when b.payer_key = 'owner' then null else b.payer_name end as debtor`,
    sql`join billing.public_bill b on b.tenant_id = o.tenant_id and b.id = o.object_id and b.state = 'issued'`,
    debtKey,
  )

const prepaidBefore = (asking: Asking) =>
  fromOtherFiles<Before & { itemName: string | null }>(
    asking,
    'purses',
    sql`p.premises_id, c.name as item_name`,
    sql`join billing.public_purse_movement m on m.tenant_id = o.tenant_id and m.id = o.object_id
      join billing.public_purse p on p.tenant_id = m.tenant_id and p.id = m.purse_id
      left join billing.public_charge_item c on c.tenant_id = p.tenant_id and c.id = p.item_ids[1]`,
    purseKey,
  )

const heldBefore = (asking: Asking) =>
  fromOtherFiles<Before & { itemName: string; receiptNumber: string | null; receivedOn: string }>(
    asking,
    'deposits',
    sql`d.premises_id, c.name as item_name, d.former_receipt as receipt_number, d.received_on`,
    sql`join billing.public_deposit d on d.tenant_id = o.tenant_id and d.id = o.object_id
      join billing.public_charge_item c on c.tenant_id = d.tenant_id and c.id = d.item_id`,
    depositKey,
  )

async function dueRules({ tx, actor, communityId, keyById }: Asking): Promise<OpeningGround['dueRules']> {
  const { rows } = await sql<DueRule & { premisesId: string; itemName: string }>`
    select premises_id, item_name, timing, due_days from billing.public_due_rule
    where tenant_id = ${tenantOf(actor)} and community_id = ${communityId} order by starts_on`.execute(imports(tx))
  return new Map(
    rows.map(({ premisesId, itemName, timing, dueDays }) => [
      ruleKey(keyById.get(premisesId) ?? '', itemName),
      { timing, dueDays },
    ]),
  )
}

async function itemsOf({ tx, actor }: Asking): Promise<OpeningGround['items']> {
  const { rows } = await sql<{ name: string; treatment: string }>`
    select name, treatment from billing.public_charge_item where tenant_id = ${tenantOf(actor)}`.execute(imports(tx))
  return new Map(rows.map(row => [row.name, row.treatment]))
}
