import { ApiError, addressOf, platform } from '@anju/contract'
import { type PhotoUpload, rememberedLocale, sendBlob } from '@anju/ui'

/** Stores a photo under the id it was given here, so that a retry is the same file. Throws ApiError. */
export async function uploadPhoto({ id, blob, onProgress, signal }: PhotoUpload): Promise<void> {
  const answer = await sendBlob({
    method: 'PUT',
    address: addressOf(platform.uploadFile, { params: { fileId: id }, query: { name: `${id}.jpg`, purpose: 'photo' } }),
    headers: {
      'anju-app': 'resident',
      'accept-language': rememberedLocale(),
      'content-type': 'application/octet-stream',
      'idempotency-key': id,
    },
    blob,
    onProgress,
    signal,
  })
  if (answer.status < 200 || answer.status > 299) {
    throw new ApiError(answer.status, readProblem(answer.text), answer.requestId)
  }
}

function readProblem(text: string): { code?: string; params?: Record<string, unknown> } {
  try {
    const problem: unknown = JSON.parse(text)
    return typeof problem === 'object' && problem !== null ? problem : {}
  } catch {
    return {}
  }
}
