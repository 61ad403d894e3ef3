import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The page has no serious or critical violation. */
export async function expectAccessible(page: Page): Promise<void> {
  await waitForMotion(page)
  let found = await seriousOf(page)
  // What began to move only after we waited is looked at once more, at rest.
  if (found.length > 0) {
    await page.waitForTimeout(1_000)
    await waitForMotion(page)
    found = await seriousOf(page)
  }
  expect(found).toEqual([])
}

/** A drawer that fades in has the contrast of half a drawer: what moves and ends is waited for. */
async function waitForMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    const ending = document.getAnimations().filter(each => each.effect?.getComputedTiming().iterations !== Infinity)
    return Promise.all(ending.map(each => each.finished.catch(() => null))).then(() => null)
  })
}

async function seriousOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
    .map(violation => `${violation.id}: ${violation.nodes.map(node => node.target).join(' | ')}`)
}
