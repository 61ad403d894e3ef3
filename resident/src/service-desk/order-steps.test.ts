import { describe, expect, test } from 'vitest'
import type { OrderDetail } from './order.ts'
import { stepsOf } from './order-steps.ts'
import { serviceLevelOf } from './response-times.ts'

type Log = OrderDetail['log']
const entry = (id: string, action: Log[number]['action'], actorName: string, more: Partial<Log[number]> = {}) => ({
  ...{ id, action, actorName, actorKind: 'staff' as const, at: '2026-11-23T06:05:00Z', note: null, photos: [] },
  ...more,
})
const photo = { id: 'p', name: 'p.jpg', mediaType: 'image/jpeg', bytes: 1, url: '/p', thumbnailUrl: null }

const reported = entry('1', 'reported', '王小明', { actorKind: 'resident', photos: [photo] })
const assigned = entry('2', 'assigned', '陈调', { note: '请带管钳' })

describe('the way of an order', () => {
  test('a new report waits for dispatch; its photos stand elsewhere', () => {
    const steps = stepsOf({ state: 'reported', assigneeName: null, log: [reported] })
    expect(steps.map(step => step.what)).toEqual(['reported', 'assign', 'accept', 'finish', 'confirm'])
    expect(steps[0]).toMatchObject({ who: '王小明', photos: [] })
    expect(steps.filter(step => step.kind === 'ahead' && step.current).map(step => step.what)).toEqual(['assign'])
  })

  test('the last assignment names the repairer, earlier ones do not', () => {
    const log: Log = [
      reported,
      assigned,
      entry('3', 'declined', '李工', { note: '手上有急修' }),
      entry('4', 'assigned', '陈调'),
    ]
    const steps = stepsOf({ state: 'assigned', assigneeName: '赵工', log })
    expect(steps.filter(step => step.what === 'assigned')).toMatchObject([
      { to: null, note: '请带管钳' },
      { to: '赵工', who: '陈调' },
    ])
  })

  test('after a hand-back nobody is named', () => {
    const log: Log = [reported, assigned, entry('3', 'declined', '李工')]
    const steps = stepsOf({ state: 'reported', assigneeName: null, log })
    expect(steps.find(step => step.what === 'assigned')).toMatchObject({ to: null })
  })

  test('finished work shows its photos, a silent confirmation has no name, and nothing is ahead', () => {
    const log: Log = [
      reported,
      entry('5', 'finished', '李工', { note: '换了角阀', photos: [photo] }),
      entry('6', 'confirmed', '系统', { actorKind: 'system' }),
    ]
    const steps = stepsOf({ state: 'closed', assigneeName: '李工', log })
    expect(steps).toMatchObject([{}, { note: '换了角阀', photos: [photo] }, { what: 'confirmedSilently', who: null }])
  })
})

describe('the service level', () => {
  const times = { respondBy: '2026-11-23T06:30:00Z', finishBy: '2026-11-25T06:00:00Z', late: false }
  const at = (time: string) => new Date(`2026-11-23T${time}Z`).getTime()

  test.each([
    ['reported', false, '06:10:00', { kind: 'respond', by: times.respondBy }],
    ['assigned', false, '06:40:00', { kind: 'finish', by: times.finishBy }],
    ['reported', true, '06:40:00', { kind: 'late' }],
    ['working', false, '06:10:00', { kind: 'finish', by: times.finishBy }],
    ['done', false, '06:10:00', { kind: 'endedInTime' }],
    ['closed', true, '06:10:00', { kind: 'endedLate' }],
    ['void', true, '06:10:00', null],
  ] as const)('%s, late %s, at %s', (state, late, time, level) => {
    expect(serviceLevelOf({ ...times, state, late }, at(time))).toEqual(level)
  })
})
