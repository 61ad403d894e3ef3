import { billing, payments } from '@anju/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { useActor } from '../../session.tsx'
import {
  type Collected,
  dropSent,
  findCollected,
  keepSent,
  leavesDoubt,
  readSent,
  type SentCollection,
} from './sent-collection.ts'

/** Where a payment stands between the button and the receipt. */
export type Collecting =
  | { at: 'idle' }
  /** On its way: nothing else can be done. */
  | { at: 'sending'; sent: SentCollection }
  /** No answer: it may have been taken or not. `absent`: the server was asked and has no such payment. */
  | { at: 'doubt'; sent: SentCollection; absent: boolean; asking: boolean }
  | { at: 'refused'; error: Error }
  | { at: 'done'; sent: SentCollection; collected: Collected }

const PATIENCE_MS = 20_000
/** Pauses between tries of the same payment before a person is asked. */
const PAUSES_MS = [800, 2_000, 4_000]

const ASK_EVERY_MS = 5_000

const pause = (ms: number) => new Promise(done => setTimeout(done, ms))

function post(sent: SentCollection) {
  return call(billing.collect, {
    body: sent.body,
    idempotencyKey: sent.body.id,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
}

/** Sends until somebody answers, always the same payment under the same key. */
async function sendUntilAnswered(
  sent: SentCollection,
  doubted: boolean,
): Promise<{ collected: Collected } | { refused: Error } | 'no answer'> {
  let inDoubt = doubted
  for (const wait of [...PAUSES_MS, null]) {
    try {
      return { collected: await post(sent) }
    } catch (error) {
      if (!leavesDoubt(error, inDoubt)) return { refused: error as Error }
      inDoubt = true
    }
    if (wait === null) return 'no answer'
    await pause(wait)
  }
  return 'no answer'
}

/** Everything that the money may have changed on screen. */
function renewMoney(premisesId: string) {
  for (const route of ['/payments/receipts', billing.listBills.path, billing.readArrears.path])
    void queryClient.invalidateQueries({ queryKey: [route] })
  for (const route of [payments.readMyTill.path, billing.listOtherHomes.path])
    void queryClient.invalidateQueries({ queryKey: [route] })
  // Of all homes that lie on the desk.
  void queryClient.invalidateQueries({ queryKey: [billing.readHousehold.path] })
  return queryClient.invalidateQueries({ queryKey: [billing.readHousehold.path, premisesId] })
}

/** Takes money once. What was sent and not answered survives a reload of the tab and is asked for, never repeated unasked. */
export function useCollection() {
  const { accountId } = useActor()
  const [state, setState] = useState<Collecting>(() => {
    const sent = readSent(accountId)
    return sent ? { at: 'doubt', sent, absent: false, asking: true } : { at: 'idle' }
  })
  const busy = useRef(false)

  const settle = useCallback(
    (next: Collecting, premisesId: string) => {
      dropSent(accountId)
      setState(next)
      void renewMoney(premisesId)
    },
    [accountId],
  )

  const send = useCallback(
    async (sent: SentCollection, doubted = false) => {
      if (busy.current) return
      busy.current = true
      keepSent(accountId, sent)
      setState({ at: 'sending', sent })
      const answer = await sendUntilAnswered(sent, doubted)
      busy.current = false
      const { premisesId } = sent.body
      if (answer === 'no answer') setState({ at: 'doubt', sent, absent: false, asking: false })
      else if ('collected' in answer) settle({ at: 'done', sent, collected: answer.collected }, premisesId)
      else settle({ at: 'refused', error: answer.refused }, premisesId)
    },
    [accountId, settle],
  )

  const ask = useCallback(
    async (sent: SentCollection) => {
      setState({ at: 'doubt', sent, absent: false, asking: true })
      const { premisesId } = sent.body
      try {
        const household = await call(billing.readHousehold, { params: { premisesId } })
        queryClient.setQueryData([billing.readHousehold.path, premisesId], household)
        const collected = findCollected(sent, household)
        if (collected) settle({ at: 'done', sent, collected }, premisesId)
        else setState({ at: 'doubt', sent, absent: true, asking: false })
      } catch {
        setState({ at: 'doubt', sent, absent: false, asking: false })
      }
    },
    [settle],
  )

  useAskOnce(state, ask)
  useAskAgain(state, ask)
  useHoldTab(state.at === 'sending' || state.at === 'doubt')
  const reset = useCallback(() => {
    dropSent(accountId)
    setState({ at: 'idle' })
  }, [accountId])
  return { state, send, ask, reset }
}

/** A payment left over from before a reload is asked for at once. */
function useAskOnce(state: Collecting, ask: (sent: SentCollection) => Promise<void>) {
  const first = useRef(state)
  useEffect(() => {
    const { current } = first
    if (current.at === 'doubt') void ask(current.sent)
  }, [ask])
}

/** While nobody answers, the server is asked every few seconds, and as soon as the network is back. */
function useAskAgain(state: Collecting, ask: (sent: SentCollection) => Promise<void>) {
  const waiting = state.at === 'doubt' && !state.absent && !state.asking ? state.sent : null
  useEffect(() => {
    if (!waiting) return
    const again = () => void ask(waiting)
    const timer = setTimeout(again, ASK_EVERY_MS)
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [waiting, ask])
}

/** The browser asks before a tab is closed over a payment without an answer. */
function useHoldTab(held: boolean) {
  useEffect(() => {
    if (!held) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [held])
}
