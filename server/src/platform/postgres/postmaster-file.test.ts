import { describe, expect, it } from 'vitest'
import { parsePostmaster } from './postmaster-file.ts'

describe('parsePostmaster', () => {
  const text = '4711\n/srv/anju/cluster\n1764000000\n41377\n\n127.0.0.1\n  1234 0\nready   \n'

  it('reads pid, port and status', () => {
    expect(parsePostmaster(text)).toEqual({ pid: 4711, port: 41377, status: 'ready' })
    expect(parsePostmaster(text.replace('ready   ', 'stopping'))?.status).toBe('stopping')
  })

  it('takes a file that is still being written for a server that is starting', () => {
    expect(parsePostmaster('4711\n/srv/anju/cluster\n')).toEqual({ pid: 4711, port: 0, status: 'starting' })
    expect(parsePostmaster('')).toBeUndefined()
  })

  it('reads the negative pid of a standalone server', () => {
    expect(parsePostmaster('-4711\n')?.pid).toBe(4711)
  })
})
