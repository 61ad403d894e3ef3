import { registry, type WireRequestOf } from '@anju/contract'
import { call } from '../../api.ts'

type Body = WireRequestOf<typeof registry.setPersonFields>['body']

/** How fields are read and written, by what they are of. */
export const FIELD_SUBJECTS = {
  person: {
    permission: 'registry.people.edit',
    path: registry.readPersonFields.path,
    read: (id: string, signal: AbortSignal) => call(registry.readPersonFields, { params: { personId: id }, signal }),
    write: (id: string, body: Body, idempotencyKey: string) =>
      call(registry.setPersonFields, { params: { personId: id }, body, idempotencyKey }),
  },
  premises: {
    permission: 'registry.premises.edit',
    path: registry.readPremisesFields.path,
    read: (id: string, signal: AbortSignal) =>
      call(registry.readPremisesFields, { params: { premisesId: id }, signal }),
    write: (id: string, body: Body, idempotencyKey: string) =>
      call(registry.setPremisesFields, { params: { premisesId: id }, body, idempotencyKey }),
  },
  vehicle: {
    permission: 'registry.vehicles.manage',
    path: registry.readVehicleFields.path,
    read: (id: string, signal: AbortSignal) => call(registry.readVehicleFields, { params: { vehicleId: id }, signal }),
    write: (id: string, body: Body, idempotencyKey: string) =>
      call(registry.setVehicleFields, { params: { vehicleId: id }, body, idempotencyKey }),
  },
} as const

export type FieldSubject = keyof typeof FIELD_SUBJECTS
