import type { portal as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { metering } from '../tables.ts'

type HomeMeter = ResponseOf<typeof contract.listMyMeters>['items'][number]

const READINGS_SHOWN = 24

/** The meters of a home, those in use first, with approved readings and the use of thirteen months; walled to the own home. */
export async function homeMeters(
  tx: Tx,
  actor: Actor,
  { premisesId }: { premisesId: string },
): Promise<ResponseOf<typeof contract.listMyMeters>> {
  const { rows } = await sql<HomeMeter>`
    select m.id, m.code, m.name, m.kind, m.place, m.state, last.read_on as "lastOn",
      trim_scale(coalesce(last.value, m.initial_reading))::text as "lastValue",
      coalesce((select jsonb_agg(jsonb_build_object('month', u.month, 'used', trim_scale(u.used)::text) order by u.month)
        from (select to_char(c.to_on, 'YYYY-MM') as month, sum(c.quantity) as used from metering.public_consumption c
          where c.tenant_id = m.tenant_id and c.meter_id = m.id
            and c.to_on >= date_trunc('month', ${today()}::date) - interval '12 months'
          group by 1) u), '[]') as months,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.reading_id, 'readOn', c.to_on, 'value', trim_scale(c.current)::text,
          'used', trim_scale(c.quantity)::text, 'estimated', c.estimated) order by c.to_on desc)
        from (select * from metering.public_consumption n where n.tenant_id = m.tenant_id and n.meter_id = m.id
          order by n.to_on desc limit ${READINGS_SHOWN}) c), '[]') as readings
    from metering.meter m
    left join lateral (select r.read_on, r.value from metering.reading r
      where r.tenant_id = m.tenant_id and r.meter_id = m.id and r.state = 'approved'
      order by r.read_on desc limit 1) last on true
    where m.tenant_id = ${tenantOf(actor)}::uuid and m.premises_id = ${premisesId}::uuid and m.level = 'household'
    order by m.state = 'retired', m.kind, m.code`.execute(metering(tx))
  return { items: rows }
}
