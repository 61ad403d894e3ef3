import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { phoneIndexOf } from '../residents/phone.ts'
import { identity } from '../tables.ts'

export interface FoundResident {
  tenantId: string
  residentId: string
  personId: string
  name: string
  companyName: string
}

/** The resident accounts of a phone in all companies, by company and then the oldest first. Works before a tenant is known. */
export async function findResidents(tx: Tx, phone: string): Promise<FoundResident[]> {
  const { rows } =
    await sql<FoundResident>`select * from identity.find_resident_sign_in(${phoneIndexOf(phone)})`.execute(identity(tx))
  return rows
}
