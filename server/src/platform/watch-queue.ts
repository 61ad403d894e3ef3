import { jobsPool } from './jobs.ts'

export interface QueueState {
  waiting: number
  failed: number
  /** How long the job that is due longest has been waiting, in seconds. */
  oldestSeconds: number
  /** The same for events that a listener has not heard yet. */
  eventLagSeconds: number
}

const QUEUE = `
  select count(*) filter (where attempts < max_attempts)::int as waiting,
    count(*) filter (where attempts >= max_attempts)::int as failed,
    coalesce(extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now())), 0)::float as "oldestSeconds",
    coalesce(extract(epoch from now() - min(created_at) filter (where attempts < max_attempts and task_identifier = 'platform.deliverEvent')), 0)::float as "eventLagSeconds"
  from graphile_worker.jobs`

/** Looks into the queue for the metrics, over a connection of its own that comes with the first look. */
export function watchQueue(jobsUrl: string): { read(): Promise<QueueState>; close(): Promise<void> } {
  const pool = jobsPool(jobsUrl, 1)
  return {
    read: async () => {
      const { rows } = await pool.query<QueueState>(QUEUE)
      return rows[0] ?? { waiting: 0, failed: 0, oldestSeconds: 0, eventLagSeconds: 0 }
    },
    close: () => pool.end(),
  }
}
