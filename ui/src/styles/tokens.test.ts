import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** The colours of a block of tokens.css by name, as written there. */
function tokensOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...block.matchAll(/--aj-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
  )
}

/** WCAG 2 relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const ON: [text: string, ground: string][] = [
  ...['text', 'text-secondary', 'placeholder', 'primary', 'success', 'warning', 'danger'].flatMap(
    (text): [string, string][] => [
      [text, 'surface'],
      [text, 'page'],
    ],
  ),
  ['text', 'surface-sunken'],
  ['text-secondary', 'surface-sunken'],
  ['placeholder', 'surface-sunken'],
  ['primary', 'primary-tint'],
  ['success', 'success-tint'],
  ['warning', 'warning-tint'],
  ['danger', 'danger-tint'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-pressed'],
  ['on-primary', 'danger'],
]

const light = tokensOf(':root')
const looks = {
  light,
  elder: { ...light, ...tokensOf(':root[data-elder]') },
  'more contrast': { ...light, ...tokensOf(':root[data-contrast="more"]') },
}

describe.each(Object.entries(looks))('%s', (_, tokens) => {
  test.each(ON)('%s is readable on %s', (text, ground) => {
    expect(contrast(tokens[text] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(4.5)
  })

  test('the edge of a control stands out from its ground', () => {
    expect(contrast(tokens['line-strong'] ?? '', tokens.surface ?? '')).toBeGreaterThanOrEqual(3)
    expect(contrast(tokens['line-strong'] ?? '', tokens.page ?? '')).toBeGreaterThanOrEqual(2.8)
  })
})

test('the field app is readable in sunlight: 7:1', () => {
  const tokens = looks['more contrast']
  for (const text of ['text', 'text-secondary', 'primary', 'success', 'warning', 'danger']) {
    expect(contrast(tokens[text] ?? '', tokens.page ?? ''), text).toBeGreaterThanOrEqual(7)
  }
})
