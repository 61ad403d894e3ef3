import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The page has no serious or critical violation. */
export async function expectAccessible(page: Page): Promise<void> {
  // A drawer that fades in has the contrast of half a drawer: what moves and ends is waited for.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter(each => each.effect?.getComputedTiming().iterations !== Infinity)
    return Promise.all(ending.map(each => each.finished.catch(() => null))).then(() => null)
  })
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
  expect(serious.map(violation => `${violation.id}: ${violation.nodes.map(node => node.target).join(' | ')}`)).toEqual(
    [],
  )
}
