import { describe, expect, it } from 'vitest'
import { explainFailure, isDiskFull, reasonInLog } from './explain-failure.ts'

describe('what is told about a failure', () => {
  it('is a sentence about the folder, with the failure as cause', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' })
    const told = explainFailure(full, '/srv/anju')
    expect(told.message).toBe('The disk that holds /srv/anju is full: free some space and start again.')
    expect(told.cause).toBe(full)
    const ours = new Error('A sentence of ours.')
    expect(explainFailure(ours, '/srv/anju')).toBe(ours)
  })

  it('is the last fatal line of the log', () => {
    const log =
      '2026-11-23 UTC [1] LOG:  starting\n2026-11-23 UTC [1] FATAL:  lock file is empty\n2026 [1] LOG:  shut down\n'
    expect(reasonInLog(log)).toBe('lock file is empty')
    expect(reasonInLog('')).toBe('it wrote nothing to its log')
    expect(isDiskFull('PANIC:  could not write to file: No space left on device')).toBe(true)
  })
})
