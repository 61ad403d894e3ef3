import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The page has no serious or critical violation. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
  expect(serious.map(violation => `${violation.id}: ${violation.nodes.map(node => node.target).join(' | ')}`)).toEqual(
    [],
  )
}
