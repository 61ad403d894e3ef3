import { describe, expect, test } from 'vitest'
import { bodyOf, freshDraft, isBegun, missingIn, type ReportDraft, readDraft } from './report-draft.ts'

const draft: ReportDraft = {
  ...freshDraft(),
  category: 'water',
  description: ' 厨房水管漏水 ',
  photos: [{ id: 'p1', previewUrl: 'data:image/jpeg;base64,AA' }],
}
const stored = (value: unknown) => JSON.stringify({ account: 'me', draft: value })

describe('a report that is being written', () => {
  test('says what is missing', () => {
    expect(missingIn(freshDraft())).toEqual({ category: true, description: true })
    expect(missingIn({ ...draft, description: ' 漏 ' })).toEqual({ category: false, description: true })
    expect(missingIn(draft)).toEqual({ category: false, description: false })
  })

  test('is sent under its own id, trimmed, with the photos that arrived', () => {
    expect(bodyOf(draft, 'home', ['p1', 'p2'])).toEqual({
      ...{ id: draft.id, premisesId: 'home', category: 'water', urgency: 'normal' },
      ...{ description: '厨房水管漏水', photoIds: ['p1', 'p2'] },
    })
    expect(bodyOf({ ...draft, category: null }, 'home', [])).toBeNull()
  })

  test('is worth keeping once something is filled in', () => {
    expect(isBegun(freshDraft())).toBe(false)
    expect(isBegun({ ...freshDraft(), description: '  ' })).toBe(false)
    expect(isBegun({ ...freshDraft(), category: 'lift' })).toBe(true)
  })
})

describe('a kept draft', () => {
  test('comes back as it was, with the same id', () => {
    expect(readDraft(stored(draft), 'me')).toEqual(draft)
  })

  test.each([
    ['nothing', null],
    ['broken text', '{'],
    ['another account’s', JSON.stringify({ account: 'you', draft })],
    ['one without an id', stored({ ...draft, id: 7 })],
  ])('%s is none', (_, text) => {
    expect(readDraft(text, 'me')).toBeNull()
  })

  test('leaves out what this version does not know', () => {
    const old = {
      ...draft,
      category: 'roof',
      urgency: 'someday',
      photos: [{ id: 'p1', previewUrl: 'https://x' }, null],
    }
    expect(readDraft(stored(old), 'me')).toMatchObject({ category: null, urgency: 'normal', photos: [] })
  })
})
