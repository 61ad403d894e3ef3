import { residents, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'
import type { Tone } from '../shell/show/StatusTag.tsx'

export type ApplicationRow = WireResponseOf<typeof residents.listApplications>['items'][number]
export type ApplicationDetail = WireResponseOf<typeof residents.readApplication>
export type Invitation = WireResponseOf<typeof residents.listInvitations>['items'][number]

export const APPLICATION_TONES: Record<ApplicationRow['state'], Tone> = {
  waiting: 'warning',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
}

export const INVITATION_TONES: Record<Invitation['state'], Tone> = {
  open: 'info',
  accepted: 'success',
  revoked: 'neutral',
  expired: 'neutral',
}

export const applicationQuery = (applicationId: string) =>
  queryOptions({
    queryKey: [residents.readApplication.path, applicationId],
    queryFn: ({ signal }) => call(residents.readApplication, { params: { applicationId }, signal }),
  })

/** Asks again for everything about applications and codes. */
export function renewResidents(): void {
  for (const route of [residents.listApplications, residents.listInvitations, residents.readApplication])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}
