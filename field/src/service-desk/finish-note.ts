/** A phone may throw the page away while its camera is open: what was written comes back with it. */
const keyOf = (orderId: string) => `anju.field.note.${orderId}`

/** What was written about a task and not submitted yet; empty for nothing. */
export function rememberedNote(orderId: string): string {
  return sessionStorage.getItem(keyOf(orderId)) ?? ''
}

export function rememberNote(orderId: string, note: string): void {
  try {
    sessionStorage.setItem(keyOf(orderId), note)
  } catch {
    // Without room the note still stands in the field.
  }
}

export function forgetNote(orderId: string): void {
  sessionStorage.removeItem(keyOf(orderId))
}
