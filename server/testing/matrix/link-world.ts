import type pg from 'pg'
import { phoneIndexOf } from '../../src/identity/residents/phone.ts'
import { codeHash, codeIndexOf } from '../../src/identity/sign-in/sign-in-code.ts'
import { now } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import { seal } from '../../src/platform/seal.ts'
import type { Account } from './accounts.ts'

export const LINK_CODE = '123456'
const PHONES: Record<string, string> = { one: '13700000001', two: '13700000002' }

/** The manager of a company works in the other one, too, as its colleague: by the same phone, to which a code went two minutes ago. */
export async function makeLinkable(
  owner: pg.Pool,
  { code, otherCode, tenantId }: { code: string; otherCode: string; tenantId: string },
  { manager, colleague }: { manager: Account; colleague: Account },
): Promise<void> {
  for (const [account, of] of [
    [manager, code],
    [colleague, otherCode],
  ] as const) {
    const phone = PHONES[of] ?? ''
    await owner.query(
      'update identity.staff_account set phone_index = $3, phone_sealed = $4 where tenant_id = $1 and id = $2',
      [tenantId, account.id, phoneIndexOf(phone), seal(phone)],
    )
  }
  const phone = PHONES[code] ?? ''
  const sent = new Date(now().getTime() - 120_000)
  await owner.query(
    'insert into identity.sign_in_code (id, phone_index, code_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [
      newId(),
      codeIndexOf(phone, 'link'),
      codeHash(phone, LINK_CODE, 'link'),
      sent,
      new Date(sent.getTime() + 86_400_000),
    ],
  )
}
