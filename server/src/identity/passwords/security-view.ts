import type { identity as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { maskPhone, unseal } from '../../platform/seal.ts'
import { passwordExpiry } from '../sessions/duty.ts'
import { passwordRules, totpIsRequired } from '../settings.ts'
import { identity } from '../tables.ts'

/** One's own account: password, second factor, recovery codes. Staff only; for others not found. */
export async function mySecurity(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.mySecurity>> {
  if (actor.kind !== 'staff') throw refuse.notFound()
  const row = await identity(tx)
    .selectFrom('identity.staffAccount as a')
    .innerJoin('identity.company as c', 'c.tenantId', 'a.tenantId')
    .leftJoin('identity.staffTotp as t', join =>
      join.onRef('t.tenantId', '=', 'a.tenantId').onRef('t.staffId', '=', 'a.id'),
    )
    .select(['a.userName', 'c.code', 'a.phoneSealed', 'a.passwordChangedAt', 't.enrolledAt'])
    .select(
      sql<number>`(select count(*)::int from identity.recovery_code r
        where r.tenant_id = a.tenant_id and r.staff_id = a.id and r.used_at is null)`.as('recoveryCodesLeft'),
    )
    .where('a.tenantId', '=', tenantOf(actor))
    .where('a.id', '=', accountOf(actor))
    .executeTakeFirstOrThrow()
  const rules = await passwordRules(tx)
  return {
    userName: row.userName,
    account: `${row.userName}@${row.code}`,
    phoneMasked: row.phoneSealed ? maskPhone(unseal(row.phoneSealed)) : null,
    passwordChangedAt: row.passwordChangedAt,
    passwordExpiresAt: passwordExpiry(row.passwordChangedAt, rules.maxAgeDays),
    passwordRules: rules,
    totp: {
      enrolledAt: row.enrolledAt,
      required: await totpIsRequired(tx, actor.permissions),
      recoveryCodesLeft: row.recoveryCodesLeft,
    },
  }
}
