/**
 * The console keeps a screen's state in the URL as plain words (`?state=overdue&sort=-dueOn`), so that an address can be read,
 * typed and sent to a colleague. Every value is a string; an empty one means "not set" and is left out.
 */
export type ConsoleSearch = { [key: string]: string | undefined }

/** `?a=1&b=x` → `{ a: '1', b: 'x' }`; of a repeated key the last one counts. */
export function parseSearch(text: string): ConsoleSearch {
  return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''))
}

/** `{ a: '1', b: undefined }` → `?a=1`; commas and colons stay readable. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value))
  }
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text ? `?${text}` : ''
}

/** Route search validation: keeps strings, drops everything else. */
export function validateSearch(search: Record<string, unknown>): ConsoleSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== ''),
  ) as ConsoleSearch
}
