import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { EntryContent, OutboxEntry } from './outbox-entry.ts'
import {
  countTry,
  dropNews,
  keepEntries,
  onOutboxChange,
  readOutbox,
  takeEntry,
  throwAway,
  unparkEntries,
} from './outbox-store.ts'

const refused = { status: 404, code: 'platform.not_found', params: {} }

function entry(id: string, content: Partial<OutboxEntry> & EntryContent): OutboxEntry {
  return { id, owner: id.split(' ')[0] ?? '', orderId: 'one', place: '1栋', at: 1, tries: 0, err: null, ...content }
}

const photo = (id: string, fileId: string) => entry(id, { kind: 'photo', body: { fileId }, photo: new Blob(['x']) })
const accept = (id: string, orderId = 'one') => entry(id, { orderId, kind: 'accept', body: null, photo: null })
const reading = (id: string, photoId: string | null) =>
  entry(id, {
    ...{ kind: 'reading', photo: null },
    body: {
      ...{ id, communityId: 'c', roundId: 'r', meterId: 'm', readOn: '2026-03-01', value: '12' },
      ...{ bands: {}, rolledOver: false, photoId, note: '' },
    },
  })

const idsOf = async (owner: string) => (await readOutbox(owner)).entries.map(({ id }) => id)

/** As the library before left it: version 10, with something on its way. It must come first in this file. */
test('what a phone held before is there, and what is done next is sent after it', async () => {
  await new Promise<void>((done, fail) => {
    const opening = indexedDB.open('anju.field', 10)
    opening.onerror = () => fail(opening.error)
    opening.onupgradeneeded = () => {
      const outbox = opening.result.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true })
      outbox.createIndex('id', 'id', { unique: true })
      outbox.createIndex('owner', 'owner')
      opening.result.createObjectStore('late', { keyPath: 'id' }).createIndex('owner', 'owner')
      opening.result.createObjectStore('copies', { keyPath: 'key' }).createIndex('at', 'at')
      outbox.add(accept('before 1'))
      outbox.add(accept('before 2', 'two'))
    }
    opening.onsuccess = () => {
      opening.result.close()
      done()
    }
  })
  await keepEntries([accept('before 3')])
  const { entries } = await readOutbox('before')
  expect(entries.map(({ id, seq }) => [id, seq])).toEqual([
    ['before 1', 1],
    ['before 2', 2],
    ['before 3', 3],
  ])
})

test('all drafts are kept or none, in the order in which they were done, and only their owner sees them', async () => {
  await keepEntries([photo('ann 1', 'f'), accept('ann 2')])
  await expect(keepEntries([accept('ann 3'), accept('ann 2')])).rejects.toThrow()
  expect(await idsOf('ann')).toEqual(['ann 1', 'ann 2'])
  expect(await idsOf('bob')).toEqual([])
})

test('a try is counted; a refusal parks the entry until everything is tried again', async () => {
  await keepEntries([accept('cho 1')])
  await countTry('cho 1')
  expect((await readOutbox('cho')).entries[0]).toMatchObject({ tries: 1, err: null })
  await countTry('cho 1', refused)
  expect((await readOutbox('cho')).entries[0]).toMatchObject({ tries: 2, err: refused, seq: expect.any(Number) })
  await unparkEntries('cho')
  expect((await readOutbox('cho')).entries[0]).toMatchObject({ tries: 0, err: null })
})

test('what came too late leaves the outbox and is news until it is read', async () => {
  await keepEntries([accept('dan 1'), accept('dan 2')])
  const news = { owner: 'dan', orderId: 'one', place: '1栋', kind: 'accept' as const, words: '', err: refused }
  await takeEntry('dan 1', { ...news, id: 'dan 1', at: 9 })
  await takeEntry('dan 2', { ...news, id: 'dan 2', at: 4 })
  await takeEntry('dan 2')
  const { entries, late } = await readOutbox('dan')
  expect(entries).toEqual([])
  expect(late.map(({ id }) => id)).toEqual(['dan 2', 'dan 1'])
  await dropNews('dan 2')
  expect((await readOutbox('dan')).late.map(({ id }) => id)).toEqual(['dan 1'])
})

test('a reading thrown away takes its photo along and nothing else; a photo thrown away leaves its reading', async () => {
  await keepEntries([photo('eve 1', 'f1'), reading('eve 2', 'f1'), photo('eve 3', 'f2'), reading('eve 4', 'f2')])
  await throwAway('eve 2')
  expect(await idsOf('eve')).toEqual(['eve 3', 'eve 4'])
  await throwAway('eve 3')
  expect((await readOutbox('eve')).entries).toMatchObject([{ id: 'eve 4', body: { photoId: null, value: '12' } }])
  await throwAway('eve 3')
  expect(await idsOf('eve')).toEqual(['eve 4'])
})

test('a report thrown away takes its photos along; of another task nothing goes', async () => {
  const finish = entry('fay 3', { kind: 'finish', body: { note: 'done', photoIds: ['f1', 'f2'] }, photo: null })
  await keepEntries([photo('fay 1', 'f1'), photo('fay 2', 'f2'), finish, accept('fay 4', 'two')])
  await throwAway('fay 1')
  expect((await readOutbox('fay')).entries[1]).toMatchObject({ id: 'fay 3', body: { note: 'done', photoIds: ['f2'] } })
  await throwAway('fay 3')
  expect(await idsOf('fay')).toEqual(['fay 4'])
})

test('who looks at the outbox hears of every change until they stop', async () => {
  let heard = 0
  const stop = onOutboxChange(() => {
    heard += 1
  })
  await keepEntries([accept('gil 1')])
  await takeEntry('gil 1')
  stop()
  await keepEntries([accept('gil 2')])
  expect(heard).toBe(2)
})
