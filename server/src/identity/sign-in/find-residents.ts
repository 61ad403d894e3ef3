import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { phoneIndexOf } from '../residents/phone.ts'
import { identity } from '../tables.ts'

export interface FoundResident {
  tenantId: string
  residentId: string
  /** Null: no home yet. */
  personId: string | null
  name: string
  companyName: string
}

/** The resident accounts of a phone in all companies, by company, those with a person first and then the oldest. Works before a tenant is known. */
export async function findResidents(tx: Tx, phone: string): Promise<FoundResident[]> {
  const { rows } =
    await sql<FoundResident>`select * from identity.find_resident_sign_in(${phoneIndexOf(phone)})`.execute(identity(tx))
  return rows
}

/** The company that carries the code of a phone that none knows; null where there is no company. */
export async function findCarrier(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select identity.find_carrier() as id`.execute(identity(tx))
  return rows[0]?.id ?? null
}
