import { type Call, registry, residents } from '@anju/contract'
import type pg from 'pg'
import type { Actor } from '../../src/platform/actor.ts'
import { now } from '../../src/platform/clock.ts'
import { inTransaction } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../src/registry/index.ts'
import type { TestDatabase } from '../database.ts'
import type { Account } from './accounts.ts'

interface Making {
  database: TestDatabase
  owner: pg.Pool
  system: Actor
  call: Call
  communityId: string
  ownerId: string
  premisesId: string
  resident: Account
  residentCall: Call
  settle: () => Promise<void>
}

/** Requests about the data of people who have moved out, one for each thing that may happen to it; copies to fetch; a reveal. */
export async function makePrivacy(making: Making) {
  const { database, owner, system, call, communityId, resident, residentCall, settle } = making
  const tenantId = system.tenantId ?? ''
  const people = Array.from({ length: 8 }, () => newId())
  await inTransaction(database.db, system, async tx => {
    const someone = { name: '周同名', sex: null, phone: null, idNumber: null }
    const stay = { premisesId: making.premisesId, kind: 'temporary', fromOn: '2024-01-01', toOn: '2024-12-31' } as const
    await addPeople(
      tx,
      system,
      communityId,
      people.map(id => ({ ...someone, id })),
    )
    await ensureOccupancies(
      tx,
      system,
      people.map(personId => ({ ...stay, personId })),
    )
  })
  // Asked and handled by a colleague: who asks these routes may approve.
  const ask = async (personId: string | null, kind: string, state = 'waiting', accountId: string | null = null) => {
    const [id, colleagueId] = [newId(), newId()]
    await owner.query(
      `insert into residents.data_request (tenant_id, id, community_id, person_id, account_id, kind, channel, requester_name, phone_masked, content,
         asked_by_kind, asked_by, asked_by_name, asked_at, due_on, state, handler_id, handler_name)
       values ($1, $2, $3, $4, $5, $6, 'counter', '周同名', '', '请处理', 'staff', $7, '同事', $8, '2026-12-14', $9, $7, '同事')`,
      [tenantId, id, communityId, personId, accountId, kind, colleagueId, now(), state],
    )
    return id
  }
  const [dataExportId, myDataExportId] = [newId(), newId()]
  await call(residents.startDataExport, {
    params: { personId: making.ownerId },
    body: { id: dataExportId, format: 'xlsx' },
  })
  await residentCall(residents.startMyDataExport, { body: { id: myDataExportId, format: 'json' } })
  await settle()
  await call(registry.revealPerson, { params: { personId: making.ownerId }, body: { reason: '核对' } })
  const [first, second, third, fourth, fifth, sixth, seventh, eighth] = people
  return {
    requestedPersonId: first ?? '',
    dataRequestId: await ask(first ?? null, 'deletion'),
    proposableRequestId: await ask(second ?? null, 'deletion'),
    erasableRequestId: await ask(third ?? null, 'deletion', 'approving'),
    returnableRequestId: await ask(fourth ?? null, 'deletion', 'approving'),
    takeableRequestId: await ask(fifth ?? null, 'access'),
    completableRequestId: await ask(sixth ?? null, 'correction'),
    refusableRequestId: await ask(seventh ?? null, 'transfer'),
    unaskedPersonId: eighth ?? '',
    myRequestId: await ask(null, 'transfer', 'waiting', resident.id),
    dataExportId,
    myDataExportId,
  }
}
