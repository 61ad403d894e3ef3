import { type PhotoDrafts, usePhotoDrafts } from '@anju/ui'
import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { uploadPhoto } from './upload-photo.ts'

/** What goes along with the words of a form. */
export interface Attached {
  /** Of what is sent; the same in every try, so that a retry is the same thing. */
  id: string
  photoIds: string[]
}

export interface Sending<Typed> {
  photos: PhotoDrafts
  send: UseMutationResult<unknown, Error, Typed>
}

interface SendingOptions<Typed> {
  max: number
  post: (typed: Typed, attached: Attached) => Promise<unknown>
  onSent: () => Promise<void>
}

/** A form that is sent with photos: at most `max` of them, uploaded while it is filled in. */
export function useSending<Typed>({ max, post, onSent }: SendingOptions<Typed>): Sending<Typed> {
  const id = useRef(newId())
  const photos = usePhotoDrafts({ max, newId, upload: uploadPhoto })
  const send = useMutation<unknown, Error, Typed>({
    mutationFn: typed => post(typed, { id: id.current, photoIds: [...photos.uploadedIds] }),
    onSuccess: onSent,
  })
  return { photos, send }
}
