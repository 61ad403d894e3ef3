import { z } from 'zod'
import { takeDeviceReadings } from '../../metering/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'

/** A message as it is kept. */
export interface Kept {
  id: string
  kind: string
  saidAt: Date
  body: unknown
}

/** Takes messages of one kind of one community; answers the codes of those it does not take, by their ids. */
type Take = (tx: Tx, actor: Actor, communityId: string, messages: readonly Kept[]) => Promise<Map<string, string>>

const Register = z.union([z.string(), z.number().transform(String)]).pipe(z.string().regex(/^\d{1,10}(\.\d{1,4})?$/))

const MeterReading = z.object({
  meterCode: z.string().trim().min(1).max(50),
  readOn: z.iso.date(),
  value: Register,
  rolledOver: z.boolean().default(false),
  bands: z.record(z.string().min(1).max(10), Register).default({}),
})

/** Who takes each kind of message; see MESSAGE_KINDS of the contract. */
export const MESSAGE_TAKERS: Record<string, Take | undefined> = {
  'meter.reading': async (tx, actor, communityId, messages) => {
    const parsed = messages.map(({ id, body }) => ({ id, said: MeterReading.safeParse(body) }))
    const readings = parsed.flatMap(({ id, said }) => (said.success ? { ...said.data, id } : []))
    const wrong = parsed.flatMap(({ id, said }) => (said.success ? [] : ([[id, 'devices.body_wrong']] as const)))
    return new Map([...wrong, ...(await takeDeviceReadings(tx, actor, communityId, readings))])
  },
}
