import { addressOf, platform as contract } from '@anju/contract'
import { now } from '../clock.ts'
import { sign, signatureFits } from '../seal.ts'

export interface FileRefView {
  id: string
  name: string
  mediaType: string
  bytes: number
  url: string
  thumbnailUrl: string | null
}

interface FileRow {
  tenantId: string
  id: string
  name: string
  mediaType: string
  bytes: bigint
  thumbnail: boolean
}

const LIFE_SECONDS = 3600

/** A stored file as screens get it: with a signed address that lives an hour. Whoever may see the thing may see its files. */
export function fileRef(file: FileRow): FileRefView {
  // Rounded up to the next half hour so that a page asked again gets the same address and the browser's cache serves.
  const expires = Math.ceil(now().getTime() / 1000 / 1800) * 1800 + LIFE_SECONDS
  const address = (size: 'full' | 'thumbnail') =>
    addressOf(contract.readFile, {
      params: { fileId: file.id },
      query: { tenant: file.tenantId, expires, size, signature: sign(signedText(file.tenantId, file.id, expires)) },
    })
  return {
    id: file.id,
    name: file.name,
    mediaType: file.mediaType,
    bytes: Number(file.bytes),
    url: address('full'),
    thumbnailUrl: file.thumbnail ? address('thumbnail') : null,
  }
}

function signedText(tenantId: string, fileId: string, expires: number): string {
  return `file\0${tenantId}\0${fileId}\0${expires}`
}

/** Whether an address was made by us and still lives. */
export function addressFits(input: { tenant: string; fileId: string; expires: number; signature: string }): boolean {
  if (input.expires * 1000 < now().getTime()) return false
  return signatureFits(signedText(input.tenant, input.fileId, input.expires), input.signature)
}
