import { Suspense } from 'react'
import { renderToReadableStream } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { type LazyPage, lazyPage } from './lazy-page.tsx'

/** What drawing the page comes to: its words, or those of the failure. */
async function draw({ Page }: LazyPage): Promise<string> {
  const failures: string[] = []
  const drawn = await renderToReadableStream(
    <Suspense>
      <Page />
    </Suspense>,
    {
      onError: error => {
        failures.push((error as Error).message)
      },
    },
  )
  await drawn.allReady
  return failures[0] ?? (await new Response(drawn).text())
}

const Words = () => <p>here</p>

test('a failure stays until it is forgotten; then the code is fetched once more', async () => {
  const load = vi.fn(async () => Words)
  load.mockRejectedValueOnce(new Error('no network'))
  const page = lazyPage(load)
  expect(await draw(page)).toBe('no network')
  expect(await draw(page)).toBe('no network')
  expect(load).toHaveBeenCalledTimes(1)
  page.forgetFailure()
  expect(await draw(page)).toContain('here')
  expect(load).toHaveBeenCalledTimes(2)
})

test('forgetting where nothing failed fetches nothing twice', async () => {
  const load = vi.fn(async () => Words)
  const page = lazyPage(load)
  const drawing = draw(page)
  page.forgetFailure()
  expect(await drawing).toContain('here')
  page.forgetFailure()
  expect(await draw(page)).toContain('here')
  expect(load).toHaveBeenCalledTimes(1)
})
