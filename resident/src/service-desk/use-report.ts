import { portal } from '@anju/contract'
import { type PhotoUpload, usePhotoDrafts } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../api.ts'
import { tinyPicture } from '../photos/tiny-picture.ts'
import { uploadPhoto } from '../photos/upload-photo.ts'
import { myOrderKey, type OrderDetail } from './order.ts'
import { bodyOf, dropDraft, freshDraft, keepDraft, keptDraft, type ReportDraft } from './report-draft.ts'

export const MOST_PHOTOS = 6

/** A report with its photos: kept over a reload, sent as the same order however often it is tried. */
export function useReport(accountId: string, onSent: (order: OrderDetail) => void) {
  const [restored] = useState(() => keptDraft(accountId))
  const [draft, setDraft] = useState<ReportDraft>(() => restored ?? freshDraft())
  const previews = useRef(new Map(draft.photos.map(photo => [photo.id, photo.previewUrl])))

  const upload = useCallback(async (photo: PhotoUpload) => {
    await uploadPhoto(photo)
    const preview = await tinyPicture(photo.blob)
    if (preview) previews.current.set(photo.id, preview)
  }, [])
  const photos = usePhotoDrafts({ max: MOST_PHOTOS, kept: draft.photos, newId, upload })

  const arrived = photos.uploadedIds.join(' ')
  useEffect(() => {
    const kept = arrived.split(' ').flatMap(id => {
      const previewUrl = previews.current.get(id)
      return previewUrl ? [{ id, previewUrl }] : []
    })
    keepDraft(accountId, { ...draft, photos: kept })
  }, [accountId, draft, arrived])

  const send = useMutation({
    mutationFn: (body: NonNullable<ReturnType<typeof bodyOf>>) => call(portal.reportMyOrder, { body }),
    onSuccess: order => {
      dropDraft()
      queryClient.setQueryData(myOrderKey(order.id), order)
      void queryClient.invalidateQueries({ queryKey: ['my'] })
      onSent(order)
    },
  })

  return {
    draft,
    photos,
    send,
    restored: restored !== null,
    change: (part: Partial<ReportDraft>) => setDraft(before => ({ ...before, ...part })),
    /** Sends it, unless something is missing. */
    submit: (premisesId: string) => {
      const body = bodyOf(draft, premisesId, photos.uploadedIds)
      if (body) send.mutate(body)
    },
  }
}
