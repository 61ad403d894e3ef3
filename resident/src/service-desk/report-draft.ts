import type { portal, WireRequestOf } from '@anju/contract'
import type { KeptPhoto } from '@anju/ui'
import { v7 as newId } from 'uuid'

type ReportBody = WireRequestOf<typeof portal.reportMyOrder>['body']

export const CATEGORIES = ['water', 'power', 'door-lock', 'lift', 'public-area', 'appliance', 'other'] as const
export const URGENCIES = ['normal', 'urgent'] as const
const SHORTEST_DESCRIPTION = 2
export const LONGEST_DESCRIPTION = 1000

/** A repair report that is being written. Its id is the order’s, so that sending it twice makes one order. */
export interface ReportDraft {
  id: string
  category: (typeof CATEGORIES)[number] | null
  description: string
  urgency: (typeof URGENCIES)[number]
  /** null: the household chosen on the home page. */
  premisesId: string | null
  /** Those that arrived at the server. */
  photos: readonly KeptPhoto[]
}

export function freshDraft(): ReportDraft {
  return { id: newId(), category: null, description: '', urgency: 'normal', premisesId: null, photos: [] }
}

/** Whether anything was filled in that would be a pity to lose. */
export function isBegun({ category, description, photos }: ReportDraft): boolean {
  return category !== null || description.trim() !== '' || photos.length > 0
}

/** What keeps a report from being sent. */
export function missingIn(draft: ReportDraft): { category: boolean; description: boolean } {
  return { category: draft.category === null, description: draft.description.trim().length < SHORTEST_DESCRIPTION }
}

/** The report as the server takes it; null while something is missing. */
export function bodyOf(draft: ReportDraft, premisesId: string, photoIds: readonly string[]): ReportBody | null {
  const { id, category, urgency, description } = draft
  if (category === null || missingIn(draft).description) return null
  return { id, premisesId, category, urgency, description: description.trim(), photoIds: [...photoIds] }
}

const STORED_AS = 'anju.resident.report'

/** The draft in a stored text, if it is one and this account’s. What does not fit is no draft: an older version wrote it. */
export function readDraft(text: string | null, accountId: string): ReportDraft | null {
  if (text === null) return null
  try {
    const { account, draft } = JSON.parse(text) as { account?: unknown; draft?: Partial<ReportDraft> }
    if (account !== accountId || typeof draft?.id !== 'string' || typeof draft.description !== 'string') return null
    return {
      id: draft.id,
      description: draft.description.slice(0, LONGEST_DESCRIPTION),
      category: CATEGORIES.find(each => each === draft.category) ?? null,
      urgency: URGENCIES.find(each => each === draft.urgency) ?? 'normal',
      premisesId: typeof draft.premisesId === 'string' ? draft.premisesId : null,
      photos: Array.isArray(draft.photos) ? draft.photos.filter(isKeptPhoto) : [],
    }
  } catch {
    return null
  }
}

function isKeptPhoto(photo: unknown): photo is KeptPhoto {
  const { id, previewUrl } = (photo ?? {}) as Partial<KeptPhoto>
  return typeof id === 'string' && typeof previewUrl === 'string' && previewUrl.startsWith('data:image/')
}

/** The unfinished report of this account in this browser. */
export function keptDraft(accountId: string): ReportDraft | null {
  try {
    return readDraft(localStorage.getItem(STORED_AS), accountId)
  } catch {
    return null
  }
}

/** Remembers the draft, or forgets it while nothing is filled in. */
export function keepDraft(accountId: string, draft: ReportDraft): void {
  try {
    if (isBegun(draft)) localStorage.setItem(STORED_AS, JSON.stringify({ account: accountId, draft }))
    else localStorage.removeItem(STORED_AS)
  } catch {
    // Without storage the draft lasts for this visit.
  }
}

export function dropDraft(): void {
  try {
    localStorage.removeItem(STORED_AS)
  } catch {
    // Without storage there is nothing to forget.
  }
}
