/** What the server answered. */
export interface BlobAnswer {
  /** HTTP status; 0 where the server could not be reached. */
  status: number
  text: string
  requestId: string | null
}

export interface BlobSending {
  method: 'PUT' | 'POST'
  address: string
  headers: Record<string, string>
  blob: Blob
  /** Told how much has left, 0 to 1. */
  onProgress: (part: number) => void
  signal: AbortSignal
}

/** Sends bytes and tells the progress, which fetch cannot. Every answer resolves; only the signal rejects. */
export function sendBlob({ method, address, headers, blob, onProgress, signal }: BlobSending): Promise<BlobAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()

    function answer(status: number): void {
      signal.removeEventListener('abort', abort)
      resolve({ status, text: request.responseText, requestId: request.getResponseHeader('x-request-id') })
    }

    request.open(method, address)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = event => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => answer(request.status)
    request.onerror = () => answer(0)
    request.onabort = () => reject(signal.reason)
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', abort)
    request.send(blob)
  })
}
