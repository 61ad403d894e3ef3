import { metering } from '@anju/contract'
import { sql } from 'kysely'
import { notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { vacantPower, vacantWater } from '../settings.ts'
import { billing } from '../tables.ts'

interface Ended {
  id: string
  discountId: string
  discount: string
  premisesId: string
  place: string
  toOn: string
  kind: keyof typeof metering.METER_UNITS
  used: string
  readFrom: string
}

/**
 * A discount for being vacant ends when a meter shows use (domain.md 1.2): of a reading that lies within its days, more a month than the setting
 * allows. It ends on the day of the reading; household and staff are told, and whoever finds it wrong gives it another end: then only
 * readings of later days are asked (`judged_to`). Told twice, nothing happens; set-based.
 */
export async function followVacancy(
  tx: Tx,
  actor: Actor,
  { communityId, premisesIds }: { communityId: string; premisesIds: string[] },
): Promise<void> {
  const water = await readSetting(tx, vacantWater, { communityId })
  const power = await readSetting(tx, vacantPower, { communityId })
  const { rows } = await sql<Ended>`
    with shown as (
      select distinct on (g.id) g.id, d.name as discount, p.label as place, c.kind, c.from_on, c.to_on, c.quantity
      from billing.discount_grant g
      join billing.discount d on d.tenant_id = g.tenant_id and d.id = g.discount_id and d.kind = 'vacant'
      join registry.public_premises p on p.tenant_id = g.tenant_id and p.id = g.premises_id
      join metering.public_consumption c on c.tenant_id = g.tenant_id and c.premises_id = g.premises_id and c.level = 'household'
        and not c.estimated and c.from_on >= g.from_on and c.to_on < g.to_on and (g.judged_to is null or c.to_on > g.judged_to)
      where g.tenant_id = ${tenantOf(actor)} and g.premises_id = any(${premisesIds}::uuid[])
        and c.quantity * 30 > case when c.kind = 'electricity' then ${power}::int else ${water}::int end * (c.to_on - c.from_on + 1)
        and c.kind in ('water-cold', 'water-hot', 'electricity')
      order by g.id, c.to_on, c.kind)
    update billing.discount_grant g set to_on = s.to_on, version = g.version + 1,
      ended_by = jsonb_build_object('kind', s.kind, 'used', trim_scale(s.quantity)::text, 'fromOn', s.from_on, 'toOn', s.to_on)
    from shown s where g.tenant_id = ${tenantOf(actor)} and g.id = s.id
    returning g.id, g.discount_id as "discountId", s.discount, g.premises_id as "premisesId", s.place, g.to_on as "toOn", s.kind,
      trim_scale(s.quantity)::text as used, s.from_on as "readFrom"`.execute(billing(tx))
  for (const ended of rows) await tell(tx, actor, communityId, ended)
}

/** Staff reads the numbers, the household what follows. */
async function tell(tx: Tx, actor: Actor, communityId: string, ended: Ended): Promise<void> {
  const { id, discountId, discount, premisesId, place, toOn, kind, used, readFrom } = ended
  audit(tx, 'billing.endDiscountGrant', id, { reason: 'used', toOn, kind, used, readFrom })
  const unit = metering.METER_UNIT_SIGNS[metering.METER_UNITS[kind]]
  const params = { discount, place, used: `${used} ${unit}`, from: readFrom, to: toOn }
  await notify(tx, actor, {
    ...{ kind: 'vacancy-ended', params, about: { kind: 'discount', id: discountId } },
    to: { permission: 'billing.rules.manage', communityId, ofPremisesId: premisesId },
  })
  await notify(tx, actor, {
    ...{ kind: 'my-vacancy-ended', params, about: { kind: 'discount', id: discountId } },
    to: { premisesId },
  })
}
