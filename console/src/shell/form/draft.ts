const PREFIX = 'anju.console.draft.'

/** What somebody typed and did not submit, kept in this tab only: a front desk's computer is shared. */
export function readDraft(name: string): Record<string, unknown> | null {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(PREFIX + name) ?? 'null')
    return draft && typeof draft === 'object' ? (draft as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Keeps a draft; what cannot be written as JSON (files, dates of a picker) does not belong into one. */
export function keepDraft(name: string, values: object) {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(values))
  } catch {
    // Full or forbidden storage: the form itself still holds everything.
  }
}

export function dropDraft(name: string) {
  sessionStorage.removeItem(PREFIX + name)
}
