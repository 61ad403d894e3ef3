import { ApiError, addressOf, platform, type WireResponseOf } from '@anju/contract'
import { rememberedLocale } from '@anju/ui'

export type StoredFile = WireResponseOf<typeof platform.uploadFile>

export const MAX_BYTES = platform.uploadFile.upload.maxBytes

interface Upload {
  file: File
  /** Made by us, so that a second try is the same file. */
  fileId: string
  signal: AbortSignal
  /** 0 … 1 of the bytes sent. */
  onProgress: (share: number) => void
}

/** Stores a workbook on the server. `call` cannot tell how far an upload is, so this one goes by XMLHttpRequest. */
export function uploadWorkbook({ file, fileId, signal, onProgress }: Upload): Promise<StoredFile> {
  const query = { name: file.name.slice(0, 100), purpose: 'workbook' }
  const address = addressOf(platform.uploadFile, { params: { fileId }, query })
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(platform.uploadFile.method, address)
    request.setRequestHeader('anju-app', 'console')
    request.setRequestHeader('accept-language', rememberedLocale())
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = event => onProgress(event.total > 0 ? event.loaded / event.total : 0)
    request.onerror = () => reject(new ApiError(0, {}, null))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    request.onload = () => {
      const answer = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as StoredFile)
      else reject(new ApiError(request.status, answer as object, request.getResponseHeader('x-request-id')))
    }
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

export type FileFault = 'oldExcel' | 'notWorkbook' | 'tooLarge' | 'empty'

/** What can be said about a file before it is sent. */
export function faultOf(file: { name: string; size: number }): FileFault | undefined {
  const ending = file.name.toLowerCase().split('.').at(-1)
  if (ending === 'xls') return 'oldExcel'
  if (ending !== 'xlsx') return 'notWorkbook'
  if (file.size > MAX_BYTES) return 'tooLarge'
  if (file.size === 0) return 'empty'
  return undefined
}
