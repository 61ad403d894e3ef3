import type { Page } from '@playwright/test'

/** What the page itself would ask of the API, in its own session: for what a story needs and another test has clicked through. */
export async function ask<T = Record<string, unknown>>(
  page: Page,
  app: 'console' | 'resident',
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
): Promise<T> {
  const answer = await page.evaluate(
    async ([app, method, path, body]) => {
      const headers = { 'anju-app': app, 'content-type': 'application/json', 'idempotency-key': `e2e-${Math.random()}` }
      const response = await fetch(`/api/v1${path}`, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const text = await response.text()
      return { ok: response.ok, text }
    },
    [app, method, path, body] as const,
  )
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.text}`)
  return (answer.text === '' ? {} : JSON.parse(answer.text)) as T
}
