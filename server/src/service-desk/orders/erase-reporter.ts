import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import {
  type AboutPerson,
  type Erasing,
  type ErasurePart,
  erased,
  type Hindrance,
  kept,
} from '../../platform/personal-data.ts'
import { serviceDesk } from '../tables.ts'

/** An order that is not closed may become a dispute. */
export async function ordersHinderErasing(tx: Tx, actor: Actor, about: AboutPerson): Promise<Hindrance[]> {
  const { rows } = await sql<{ number: string }>`select number from service_desk.work_order
    where tenant_id = ${tenantOf(actor)} and closed_at is null
      and (reporter_person_id = any(${about.personIds}::uuid[]) or reporter_id = ${about.accountId}) order by number`.execute(
    serviceDesk(tx),
  )
  return rows.map(({ number }) => ({ kind: 'order', text: number }))
}

/** The order stays as the history of the building, without who reported it and without their photos and words in the log. */
export async function eraseReporter(tx: Tx, actor: Actor, erasing: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = serviceDesk(tx)
  const { personIds, accountId, pseudonym } = erasing
  const mine = sql`tenant_id = ${tenantId} and (reporter_person_id = any(${personIds}::uuid[]) or reporter_id = ${accountId})`
  const found = await sql<{
    id: string
    photoIds: string[]
  }>`select id, photo_ids from service_desk.work_order where ${mine}`.execute(db)
  const ids = found.rows.map(row => row.id)
  const logged = await sql<{ photoIds: string[] }>`select photo_ids from service_desk.order_log
    where tenant_id = ${tenantId} and actor_kind = 'resident' and actor_id = ${accountId}`.execute(db)
  for (const id of ids) erasing.objectIds.add(id)
  for (const { photoIds } of [...found.rows, ...logged.rows]) for (const photo of photoIds) erasing.fileIds.add(photo)
  const orders = await sql`update service_desk.work_order set reporter_name = ${pseudonym}, photo_ids = '{}'
    where ${mine} and reporter_name <> ${pseudonym}`.execute(db)
  await sql`select service_desk.forget_reporter(${ids}::uuid[], ${accountId}, ${pseudonym})`.execute(db)
  return [
    erased('报修人姓名和照片', orders.numAffectedRows, 'anonymised'),
    kept('报修内容和处理过程', ids.length, '楼宇维修档案，姓名已换成代号'),
  ]
}
