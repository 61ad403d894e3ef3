import { CircleCheck } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { AskWaiver } from '../requests/AskWaiver.tsx'
import { changeDesk, currentRow, type DeskAction, type DeskPurse, layOut, type Method, toggleOf } from './cashier.ts'
import { collectionOf } from './collection.ts'
import { DonePanel } from './DonePanel.tsx'
import { DoubtPanel } from './DoubtPanel.tsx'
import { FormerHomes } from './FormerHomes.tsx'
import { type Household, HouseholdHead } from './HouseholdHead.tsx'
import { HouseholdRequests } from './HouseholdRequests.tsx'
import { ItemChoices } from './ItemChoices.tsx'
import { type Intention, intentionFor } from './intention.ts'
import { LastPayments } from './LastPayments.tsx'
import { OpenBills, payerKey } from './OpenBills.tsx'
import { OtherHomes, useHouseholds, useOtherHomes } from './OtherHomes.tsx'
import { PayPanel } from './PayPanel.tsx'
import { useCashierTexts } from './texts.ts'
import type { Collecting, useCollection } from './useCollection.ts'
import { useDeskChannel } from './useDeskChannel.ts'
import { useDeskKeys } from './useDeskKeys.ts'
import { useReceiptPer } from './useReceiptPer.ts'

interface HouseholdDeskProps {
  household: Household
  collection: ReturnType<typeof useCollection>
  /** To the search, for the next household. */
  back: () => void
}

/** After a payment what is left lies there untouched, until it is gone on with. */
const NOTHING: ReadonlySet<string> = new Set()

/** One household at the desk: its bills on the left, the money on the right. */
export function HouseholdDesk({ household, collection, back }: HouseholdDeskProps) {
  const t = useCashierTexts()
  const homes = useOtherHomes(household.premisesId)
  const [added, setAdded] = useState<ReadonlySet<string>>(NOTHING)
  const others = useHouseholds([...added])
  const laid = useLaidOut(household, others)
  const desk = useDesk(laid, collection, back)
  const { bills } = laid
  const toggleHome = (premisesId: string) => {
    const next = new Set(added)
    if (!next.delete(premisesId)) next.add(premisesId)
    setAdded(next)
  }
  const open = collection.state.at === 'idle' || collection.state.at === 'refused'
  return (
    <>
      <div className="c-cashier__bills">
        <HouseholdHead household={household} />
        <HouseholdRequests requests={household.requests} />
        <FormerHomes former={household.former} />
        <OtherHomes homes={homes} added={added} toggle={toggleHome} disabled={!open} />
        {bills.length === 0 ? (
          <StatePage level="part" icon={CircleCheck} title={t('noDebts')}>
            {t('topUp')}
          </StatePage>
        ) : (
          <>
            <ItemChoices desk={desk.state} change={desk.change} disabled={!open} />
            <OpenBills
              bills={bills}
              desk={collection.state.at === 'done' ? { ...desk.state, chosen: NOTHING } : desk.state}
              change={desk.change}
              disabled={!open}
              table={desk.table}
            />
          </>
        )}
        <div className="c-cashier__ask">
          <AskWaiver premisesId={household.premisesId} place={household.label} billIds={[...desk.state.chosen]} />
        </div>
        <LastPayments payments={household.payments} />
      </div>
      <Panel desk={desk} communityId={household.communityId} collection={collection} back={back} />
    </>
  )
}

/** What lies on the desk: a household, and the bills and prepaid money of those that are paid together with it. */
interface LaidOut extends Household {
  bills: (Household['bills'][number] & { isTheirs: boolean; payOrder: number })[]
  /** Prepaid money for anything, by whose it is. */
  general: DeskPurse[]
  /** Of how many homes. */
  homes: number
}

/** Prepaid money that is kept for anything; what is kept for some items pays for them when they are billed. */
function generalOf(household: Household): number {
  return household.purses.reduce((sum, purse) => (purse.itemNames === null ? sum + purse.balanceFen : sum), 0)
}

/** Bills of one payer stand together, those of people of the home first. */
function byPayer(bills: LaidOut['bills']): LaidOut['bills'] {
  const groups = [...Map.groupBy(bills, bill => payerKey(bill)).values()]
  return groups.toSorted(([one], [two]) => Number(two?.isTheirs) - Number(one?.isTheirs)).flat()
}

function useLaidOut(household: Household, others: readonly Household[]): LaidOut {
  return useMemo(() => {
    const bills = [...household.bills, ...others.flatMap(other => other.bills)]
    const prepaidFen = generalOf(household) + others.reduce((sum, other) => sum + generalOf(other), 0)
    // Several homes are paid by due day, as one would be.
    const ordered = others.length > 0 ? bills.toSorted((one, two) => one.dueOn.localeCompare(two.dueOn)) : bills
    const people = new Set([household, ...others].flatMap(home => home.peopleIds))
    const placed = ordered.map((bill, payOrder) => {
      const isTheirs = bill.payerIs === 'unknown' || (bill.payerId !== null && people.has(bill.payerId))
      return { ...bill, isTheirs, payOrder }
    })
    const general = [household, ...others].flatMap(({ premisesId, purses }) =>
      purses.filter(purse => purse.itemNames === null).map(purse => ({ premisesId, ...purse })),
    )
    return { ...household, bills: byPayer(placed), prepaidFen, general, homes: others.length + 1 }
  }, [household, others])
}

/** The state of the desk with its keys: what is chosen, where the focus goes, what is sent. */
function useDesk(household: LaidOut, collection: HouseholdDeskProps['collection'], back: () => void) {
  const [state, dispatch] = useReducer(
    changeDesk,
    household,
    ({ bills, prepaidFen, prepayOffers, asOf, prepayItems, general }) =>
      layOut(bills, 'cash', prepaidFen, { offers: prepayOffers, asOf, prepayItems, purses: general }),
  )
  const table = useRef<HTMLTableElement>(null)
  const fields = {
    amount: useRef<HTMLInputElement>(null),
    tendered: useRef<HTMLInputElement>(null),
    confirm: useRef<HTMLButtonElement>(null),
  }
  const { at } = collection.state
  const open = at === 'idle' || at === 'refused'
  const homes = useRef(household.homes)
  useEffect(() => {
    const { bills, prepaidFen, prepayOffers: offers, asOf, general: purses } = household
    // A home that was added on purpose is paid; a bill that came by itself is not.
    dispatch({ type: 'read', bills, prepaidFen, purses, offers, asOf, chooseNew: household.homes > homes.current })
    homes.current = household.homes
  }, [household])
  useFocusFirst(table, at)
  const change = (action: DeskAction) => {
    // What was refused was about what lay there before.
    if (at === 'refused' && action.type !== 'move' && action.type !== 'unfold') collection.reset()
    dispatch(action)
  }

  const channel = useDeskChannel(household.communityId)
  const confirm = useConfirm(household, state, collection, channel.channelId)
  // After a method the money is counted; after that only the button is left.
  const pay = (method: Method) => (method === 'cash' ? focusText(fields.tendered) : fields.confirm.current?.focus())
  const current = currentRow(state)
  useDeskKeys(
    {
      among: target => target === document.body || target.matches('main') || table.current?.contains(target) === true,
      move: by => {
        change({ type: 'move', to: state.cursor + by })
        if (!table.current?.contains(document.activeElement)) focusRow(table.current, state.cursor)
      },
      toggle: () => current && change(toggleOf(current)),
      toggleItem: () => current?.bill.itemName && change({ type: 'toggle-item', itemName: current.bill.itemName }),
      toggleAll: () => change({ type: 'toggle-all' }),
      unfold: open => current && change({ type: 'unfold', id: current.bill.id, open }),
      method: method => {
        change({ type: 'method', method })
        // The field of the method is drawn with the next frame.
        requestAnimationFrame(() => pay(method))
      },
      amount: () => focusText(fields.amount),
      penalty: () => change({ type: 'penalty' }),
      roundOff: () => change({ type: 'round-off' }),
      purse: () => change({ type: 'purse' }),
      next: () => pay(state.method),
      back: () => (at === 'sending' || at === 'doubt' ? undefined : back()),
    },
    open,
  )
  return { state, change, table, fields, confirm, pay, channel }
}

/** Into a field, its text marked: the next figure typed replaces it, also when the focus was there already. */
function focusText({ current }: RefObject<HTMLInputElement | null>) {
  current?.focus()
  current?.select()
}

function focusRow(table: HTMLTableElement | null, index: number) {
  table?.querySelectorAll<HTMLInputElement>('tbody .c-owed__tick input')[index]?.focus()
}

/** A household that is opened can be worked on at once; so can one that is gone on with after a payment. */
function useFocusFirst(table: RefObject<HTMLTableElement | null>, at: Collecting['at']) {
  const before = useRef<Collecting['at'] | null>(null)
  useEffect(() => {
    const arrived = at === 'idle' && before.current !== 'refused' && before.current !== 'idle'
    before.current = at
    if (arrived) table.current?.querySelector<HTMLInputElement>('tr[data-at="true"] > .c-owed__tick input')?.focus()
  }, [at, table])
}

/** Sends what is on the desk: the same intention has the same id, so a second press is the same payment. */
function useConfirm(
  household: LaidOut,
  desk: ReturnType<typeof layOut>,
  collection: HouseholdDeskProps['collection'],
  channelId: string | undefined,
) {
  const intention = useRef<Intention | null>(null)
  const receiptPer = useReceiptPer(household.communityId, household.homes > 1)
  const { at } = collection.state
  useEffect(() => {
    // The next payment is another one, even when it looks the same.
    if (at === 'done') intention.current = null
  }, [at])
  return () => {
    const sum = collectionOf(desk)
    if (!sum || (at !== 'idle' && at !== 'refused')) return
    const wanted = {
      ...sum,
      ...(receiptPer ? { receiptPer } : {}),
      ...(desk.method === 'pos' && channelId ? { channelId } : {}),
    }
    intention.current = intentionFor(intention.current, household.premisesId, wanted, newId)
    const { premisesId, label } = household
    void collection.send({ label, body: { id: intention.current.id, premisesId, ...wanted } })
  }
}

interface PanelProps {
  communityId: string
  desk: ReturnType<typeof useDesk>
  collection: HouseholdDeskProps['collection']
  back: () => void
}

function Panel({ desk, communityId, collection, back }: PanelProps) {
  const { state, ask, send, reset } = collection
  if (state.at === 'done') return <DonePanel sent={state.sent} collected={state.collected} back={back} stay={reset} />
  if (state.at === 'doubt')
    return (
      <DoubtPanel
        sent={state.sent}
        absent={state.absent}
        asking={state.asking}
        ask={() => void ask(state.sent)}
        sendAgain={() => void send(state.sent, true)}
        giveUp={reset}
      />
    )
  return (
    <PayPanel
      desk={desk.state}
      change={desk.change}
      fields={desk.fields}
      next={from => desk.pay(from === 'amount' ? desk.state.method : 'pos')}
      confirm={desk.confirm}
      sending={state.at === 'sending'}
      channel={desk.channel}
      communityId={communityId}
      error={state.at === 'refused' ? state.error : null}
    />
  )
}
