import { createHash } from 'node:crypto'
import { residents as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { residents } from '../tables.ts'

type Consents = ResponseOf<typeof contract.listMyConsents>
type Purpose = Consents['items'][number]['purpose']

/** What the resident has decided, by purpose in the register's order; the last decision counts. */
export async function listMyConsents(tx: Tx, actor: Actor): Promise<Consents> {
  const { rows } = await sql<{ purpose: string; version: number; decision: 'given' | 'withdrawn'; at: Date }>`
    select distinct on (purpose) purpose, version, decision, at from residents.consent
    where tenant_id = ${tenantOf(actor)} and account_id = ${accountOf(actor)}
    order by purpose, at desc, id desc`.execute(residents(tx))
  const items = contract.ConsentPurpose.options.map(purpose => {
    const { version, required } = contract.PURPOSES[purpose]
    const last = rows.find(row => row.purpose === purpose)
    const state = last ? stateOf(last, version) : ('undecided' as const)
    return { purpose, version, required, state, decidedAt: last?.at ?? null }
  })
  return { items }
}

function stateOf(
  last: { decision: 'given' | 'withdrawn'; version: number },
  version: number,
): 'given' | 'withdrawn' | 'outdated' {
  if (last.decision === 'withdrawn') return 'withdrawn'
  return last.version === version ? 'given' : 'outdated'
}

/** Appends a decision with the hash of the very text that was shown. Errors: residents.consent_text_changed. */
export async function decideMyConsent(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.decideMyConsent>,
): Promise<Consents> {
  const purpose: Purpose = input.purpose
  const register = contract.PURPOSES[purpose]
  if (register.version !== input.version) throw refuse.consentTextChanged()
  await residents(tx)
    .insertInto('residents.consent')
    .values({
      ...{ tenantId: tenantOf(actor), id: newId(), accountId: accountOf(actor), personId: actor.personId },
      ...{ purpose, version: input.version, locale: input.locale, decision: input.decision },
      textHash: createHash('sha256').update(register.text[input.locale]).digest(),
      ...{ channel: 'resident-app', address: actor.address, at: now() },
    })
    .execute()
  return listMyConsents(tx, actor)
}
