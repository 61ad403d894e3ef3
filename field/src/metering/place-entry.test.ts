import { expect, test } from 'vitest'
import { composeReading } from './compose-reading.ts'
import { placeEntry, type StopEntry } from './place-entry.ts'
import type { MyRound, Stop } from './queries.ts'

const STOP: Stop = {
  ...{ id: 'm1', place: 1, meterCode: 'W-1', meterName: '水表', kind: 'water-cold', level: 'household' },
  ...{ premisesId: null, premisesLabel: null, meterPlace: '', deviceNo: '', routeName: null, readerId: null },
  ...{ readerName: null, multiplier: '1', digits: 5, decimals: 2, bands: [], previousOn: '2026-02-25' },
  ...{ previousValue: '1200.35', previousBands: {}, dailyMean: null, skipped: null, reading: null },
}
const ROUND: MyRound = {
  ...{ id: 'r1', communityId: 'c1', communityName: '', kind: 'water-cold', month: '2026-03', plannedOn: '2026-03-05' },
  ...{ stopCount: 2, doneCount: 0, stops: [STOP, { ...STOP, id: 'm2' }] },
}
const FRAME = { id: 'e1', at: 1, owner: 'a1', orderId: 'r1/m1', place: '', tries: 0, err: null }
const SAID = { id: 'x1', value: '1210', bands: {}, rolledOver: false, note: ' 看不清 ' }

const compose = (said: Partial<typeof SAID>, photos: { id: string; blob: Blob }[] = []) =>
  composeReading(ROUND, STOP, photos, { ...SAID, ...said }, '2026-03-05')

test('a reading is composed with its photo first, under the one id it was given', () => {
  const photos = [{ id: 'p1', blob: new Blob(['x']) }]
  expect(compose({}, photos).map(({ kind }) => kind)).toEqual(['photo', 'reading'])
  expect(compose({}, photos).at(-1)?.body).toEqual({
    ...{ id: 'x1', communityId: 'c1', roundId: 'r1', meterId: 'm1', readOn: '2026-03-05', value: '1210' },
    ...{ bands: {}, rolledOver: false, photoId: 'p1', note: '看不清' },
  })
  expect(compose({}).at(-1)?.body).toMatchObject({ id: 'x1', photoId: null })
})

test('a register that went round to zero is said only of a value that is less than before', () => {
  expect(compose({ value: '3', rolledOver: true }).at(-1)?.body).toMatchObject({ rolledOver: true })
  expect(compose({ value: '1210', rolledOver: true }).at(-1)?.body).toMatchObject({ rolledOver: false })
})

test('what has arrived is in the round before it leaves the outbox', () => {
  const entry = { ...FRAME, ...compose({}).at(-1) } as StopEntry
  const [first, second] = placeEntry(ROUND, entry).stops
  expect(first?.reading).toMatchObject({ value: '1210', state: 'entered', hasPhoto: false })
  expect(second).toEqual({ ...STOP, id: 'm2' })
})

test('a stop that was skipped says why; another round stays as it is', () => {
  const skip = (roundId: string): StopEntry => ({
    ...FRAME,
    ...{ kind: 'skip', body: { roundId, meterId: 'm1', reason: '无人在家' }, photo: null },
  })
  expect(placeEntry(ROUND, skip('r1')).stops[0]?.skipped).toBe('无人在家')
  expect(placeEntry(ROUND, skip('r2'))).toBe(ROUND)
})
