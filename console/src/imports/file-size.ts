const KB = 1024

/** `18.3 KB`, `20.0 MB`. */
export function fileSize(bytes: number): string {
  return bytes < KB * KB ? `${(bytes / KB).toFixed(1)} KB` : `${(bytes / KB / KB).toFixed(1)} MB`
}
