import type { registry, WireResponseOf } from '@anju/contract'
import type { PageAddress } from '../../module.ts'

export type Overview = WireResponseOf<typeof registry.qualityOverview>
export type CheckCount = Overview['checks'][number]
export type CheckCode = CheckCount['code']
export type Finding = WireResponseOf<typeof registry.listQualityFindings>['items'][number]

/** What the page of the object opens at once: the form or the tab that mends this. */
const DEEDS: Partial<Record<CheckCode, ConsoleDeed>> = {
  'person-phone-missing': { do: 'edit' },
  'person-id-wrong': { do: 'edit' },
  'person-duplicate': { tab: 'facts' },
  'person-fields-missing': { tab: 'facts', do: 'fields' },
  'premises-fields-missing': { tab: 'facts', do: 'fields' },
  'premises-area-missing': { tab: 'areas', do: 'area' },
  'premises-owner-missing': { tab: 'people' },
  'premises-shares-wrong': { tab: 'people' },
  'premises-label-twice': { do: 'edit' },
  'occupancy-overlaps': { tab: 'people' },
  'vehicle-orphan': { do: 'edit' },
  'vehicle-permit-expired': { tab: 'permits' },
  'vehicle-fields-missing': { do: 'edit' },
  'space-titled-wrongly': { do: 'edit' },
  'space-permits-twice': { tab: 'leases' },
  'space-lease-over': { tab: 'leases' },
}

type ConsoleDeed = { do?: string; tab?: string }

const PAGES = {
  vehicle: '/vehicles',
  space: '/spaces',
}

/** Where a finding is mended: its page, the object open, at the form or the tab that is needed. */
export function fixAddress(check: CheckCode, { object, id, communityId: community }: Finding): PageAddress {
  const deed = DEEDS[check]
  if (check === 'premises-measure-missing') return { to: '/measures', search: { community, premisesId: id } }
  if (object === 'person') return { to: `/people/${id}`, search: { community, ...deed } }
  if (object === 'premises') return { to: `/premises/${id}`, search: { community, ...deed } }
  if (object === 'unit') return { to: `/communities/${community}`, search: { community, tab: 'buildings' } }
  return { to: PAGES[object], search: { community, open: id, ...deed } }
}
