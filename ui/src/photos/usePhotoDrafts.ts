import { useCallback, useEffect, useRef, useState } from 'react'
import { downscalePhoto } from './downscale-photo.ts'

export interface PhotoDraft {
  /** Made by the caller's newId; also the id under which it is stored. */
  id: string
  blob: Blob
  previewUrl: string
  state: 'waiting' | 'uploading' | 'uploaded' | 'failed'
  /** 0 to 1 while uploading. */
  progress: number
}

export interface PhotoUpload {
  id: string
  blob: Blob
  onProgress: (part: number) => void
  signal: AbortSignal
}

/** A photo that arrived on an earlier visit, of a form that was not finished then. */
export interface KeptPhoto {
  id: string
  previewUrl: string
}

export interface PhotoDraftsOptions {
  max?: number
  /** Where the form begins; read once. */
  kept?: readonly KeptPhoto[]
  newId: () => string
  /** Sends one photo; the kit itself knows no server. Without it photos stay `waiting` for the caller. */
  upload?: (photo: PhotoUpload) => Promise<unknown>
}

export interface PhotoDrafts {
  photos: readonly PhotoDraft[]
  max: number
  /** true while pictures are being made smaller. */
  reading: boolean
  /** How many of the last chosen could not be read, or were too many. */
  refused: { unreadable: number; tooMany: number }
  /** Ids of those that arrived, in order. */
  uploadedIds: readonly string[]
  /** true while something is still on its way: wait with submitting. */
  busy: boolean
  add: (files: readonly File[]) => Promise<void>
  remove: (id: string) => void
  retry: (id: string) => void
}

const NONE_REFUSED = { unreadable: 0, tooMany: 0 }

/** Photos that are being chosen for a form: made smaller, shown, sent at once, removable. */
export function usePhotoDrafts({ max = 6, kept = [], newId, upload }: PhotoDraftsOptions): PhotoDrafts {
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>(() => kept.map(arrived))
  const [reading, setReading] = useState(false)
  const [refused, setRefused] = useState(NONE_REFUSED)
  const running = useRef(new Map<string, AbortController>())
  const previews = useRef(new Set<string>())

  const change = useCallback((id: string, part: Partial<PhotoDraft>) => {
    setPhotos(list => list.map(photo => (photo.id === id ? { ...photo, ...part } : photo)))
  }, [])

  const send = useCallback(
    async (id: string, blob: Blob) => {
      if (!upload) return
      const abort = new AbortController()
      running.current.set(id, abort)
      change(id, { state: 'uploading', progress: 0 })
      try {
        await upload({ id, blob, onProgress: progress => change(id, { progress }), signal: abort.signal })
        change(id, { state: 'uploaded', progress: 1 })
      } catch {
        if (!abort.signal.aborted) change(id, { state: 'failed' })
      } finally {
        running.current.delete(id)
      }
    },
    [upload, change],
  )

  async function add(files: readonly File[]): Promise<void> {
    const chosen = files.slice(0, Math.max(0, max - photos.length))
    setReading(true)
    const drafts = (await Promise.all(chosen.map(file => makeDraft(file, newId)))).filter(draft => draft !== null)
    setReading(false)
    for (const draft of drafts) previews.current.add(draft.previewUrl)
    setRefused({ unreadable: chosen.length - drafts.length, tooMany: files.length - chosen.length })
    setPhotos(list => [...list, ...drafts])
    for (const draft of drafts) void send(draft.id, draft.blob)
  }

  function remove(id: string): void {
    running.current.get(id)?.abort()
    const gone = photos.find(photo => photo.id === id)
    if (gone) forgetPreview(gone.previewUrl, previews.current)
    setRefused(NONE_REFUSED)
    setPhotos(list => list.filter(photo => photo.id !== id))
  }

  function retry(id: string): void {
    const photo = photos.find(each => each.id === id)
    if (photo?.state === 'failed') void send(id, photo.blob)
  }

  useEffect(() => {
    const [uploads, urls] = [running.current, previews.current]
    return () => {
      for (const abort of uploads.values()) abort.abort()
      for (const url of urls) forgetPreview(url, urls)
    }
  }, [])

  const uploadedIds = photos.filter(photo => photo.state === 'uploaded').map(photo => photo.id)
  const busy = reading || photos.some(photo => photo.state === 'uploading')
  return { photos, max, reading, refused, uploadedIds, busy, add, remove, retry }
}

function arrived(photo: KeptPhoto): PhotoDraft {
  // Its bytes are at the server; nothing sends them again.
  return { ...photo, blob: new Blob(), state: 'uploaded', progress: 1 }
}

async function makeDraft(file: File, newId: () => string): Promise<PhotoDraft | null> {
  const small = await downscalePhoto(file)
  if (!small) return null
  const previewUrl = URL.createObjectURL(small.blob)
  return { id: newId(), blob: small.blob, previewUrl, state: 'waiting', progress: 0 }
}

function forgetPreview(url: string, urls: Set<string>): void {
  URL.revokeObjectURL(url)
  urls.delete(url)
}
