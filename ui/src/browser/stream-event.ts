/** What the server tells: the name of what happened and ids, never contents; a listener asks the API for the rest. */
export interface StreamEvent {
  name: string
  payload?: unknown
}

/** Told to every listener after a gap (a lost connection, another tab taking over): events may have been missed. */
export const RESUMED = 'realtime.resumed'

export type StreamListener = (event: StreamEvent) => void
