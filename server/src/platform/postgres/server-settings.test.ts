import { describe, expect, it } from 'vitest'
import { settingArguments, sizeServer, usableMemory } from './server-settings.ts'

const gib = 1024 ** 3

describe('sizeServer', () => {
  it('takes an eighth of the memory within bounds', () => {
    const buffers = (memoryBytes: number) => sizeServer({ memoryBytes, sharedMemoryBytes: gib }).shared_buffers
    expect([gib / 4, 8 * gib, 256 * gib].map(buffers)).toEqual(['64MB', '1024MB', '8192MB'])
  })

  it('avoids a small /dev/shm', () => {
    const kind = (sharedMemoryBytes: number) =>
      sizeServer({ memoryBytes: gib, sharedMemoryBytes }).dynamic_shared_memory_type
    expect([kind(64 * 1024 ** 2), kind(gib)]).toEqual(['mmap', undefined])
  })
})

describe('usableMemory', () => {
  it('is the smaller of machine and container', () => {
    expect(usableMemory(8 * gib, 2 * gib)).toBe(2 * gib)
    expect(usableMemory(8 * gib, 2 ** 63)).toBe(8 * gib)
    expect([usableMemory(8 * gib, 0), usableMemory(8 * gib, undefined)]).toEqual([8 * gib, 8 * gib])
  })
})

describe('settingArguments', () => {
  it('writes each setting as an option', () => {
    expect(settingArguments({ fsync: 'off', port: '5433' })).toEqual(['-c', 'fsync=off', '-c', 'port=5433'])
  })
})
