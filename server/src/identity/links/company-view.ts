import type { identity as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { identity } from '../tables.ts'

export interface LinkedAccount {
  tenantId: string
  staffId: string
  name: string
  state: string
  companyName: string
}

/** The accounts of one's person in every company, this one among them; none when nothing is linked. */
export async function linkedAccounts(tx: Tx): Promise<LinkedAccount[]> {
  const { rows } = await sql<LinkedAccount>`select * from identity.my_linked_accounts()`.execute(identity(tx))
  return rows
}

/** The companies that one can go on in, by name. */
export async function listMyCompanies(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listMyCompanies>> {
  if (actor.kind !== 'staff') throw refuse.notFound()
  const accounts = await linkedAccounts(tx)
  return {
    items: accounts.map(account => ({
      companyId: account.tenantId,
      company: account.companyName,
      accountName: account.name,
      current: account.tenantId === tenantOf(actor),
      open: account.state === 'active',
    })),
  }
}
