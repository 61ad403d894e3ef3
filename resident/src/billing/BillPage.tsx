import type { portal, WireResponseOf } from '@anju/contract'
import {
  Card,
  Facts,
  formatFen,
  Loaded,
  Loading,
  Money,
  Notice,
  Page,
  Skeleton,
  StatusTag,
  type Tone,
  useLocale,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '../navigation.ts'
import { useBack } from '../shell/back.ts'
import { ReadAloud } from '../speech/ReadAloud.tsx'
import { BillDisputes } from './BillDisputes.tsx'
import { BillLines } from './BillLines.tsx'
import { BillSettlements } from './BillSettlements.tsx'
import { useBillTexts } from './bill-texts.ts'
import { billQuery } from './disputes.ts'

export type BillDetail = WireResponseOf<typeof portal.readMyBill>

/** One bill: how much, why, and what was paid on it. */
export function BillPage() {
  const t = useBillTexts()
  const { billId } = useParams('/bills/$billId')
  const back = useBack('/bills')
  const bill = useQuery(billQuery(billId))
  return (
    <Page title={t('title')} onBack={back}>
      <Loaded query={bill} skeleton={<BillSkeleton />}>
        {data => (
          <>
            <BillHead bill={data} />
            <Condition bill={data} />
            {data.outstandingFen > 0 ? (
              <Notice>{data.debitOn ? t('inDebitText', { date: data.debitOn }) : t('howToPay')}</Notice>
            ) : null}
            <BillLines lines={data.lines} />
            <BillSettlements settlements={data.settlements} />
            <BillFacts bill={data} />
            <BillDisputes bill={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** What is out of the ordinary about a bill, in a sentence. */
function Condition({ bill }: { bill: BillDetail }) {
  const t = useBillTexts()
  if (bill.isVoided) return <Notice>{t('voidedText')}</Notice>
  return (
    <>
      {bill.kind === 'correction' ? <Notice>{t('correctionText')}</Notice> : null}
      {bill.isHeld ? <Notice tone="warning">{t('heldText')}</Notice> : null}
    </>
  )
}

type State = 'stateOpen' | 'stateOverdue' | 'stateSettled' | 'voided' | 'inDebit'

/** The state of a bill for who pays it. */
function stateOf(bill: BillDetail): { word: State; tone: Tone } {
  if (bill.isVoided) return { word: 'voided', tone: 'neutral' }
  if (bill.outstandingFen <= 0) return { word: 'stateSettled', tone: 'success' }
  if (bill.debitOn) return { word: 'inDebit', tone: 'info' }
  return bill.overdue ? { word: 'stateOverdue', tone: 'danger' } : { word: 'stateOpen', tone: 'warning' }
}

function BillHead({ bill }: { bill: BillDetail }) {
  const t = useBillTexts()
  const open = bill.outstandingFen > 0
  const state = stateOf(bill)
  return (
    <Card>
      <div className="re-bill-head">
        <div className="re-bill-head__item">
          <h2>{bill.itemName}</h2>
          <StatusTag tone={state.tone}>{t(state.word)}</StatusTag>
        </div>
        <div role="status">
          <div className="re-sum__word">{t(open ? 'toPay' : 'paid')}</div>
          <Money fen={open ? bill.outstandingFen : bill.settledFen} size="hero" />
        </div>
        <ReadAloud text={useSpoken(bill)} />
      </div>
    </Card>
  )
}

function useSpoken(bill: BillDetail): string {
  const t = useBillTexts()
  const { locale } = useLocale()
  const said = { item: bill.itemName, from: bill.cycleStart, to: bill.cycleEnd }
  const sum =
    bill.outstandingFen > 0
      ? t(bill.debitOn ? 'spokenInDebit' : 'spokenOpen', {
          ...{ ...said, amount: formatFen(bill.outstandingFen), due: bill.debitOn ?? bill.dueOn },
        })
      : t('spokenSettled', { ...said, amount: formatFen(bill.amountFen) })
  return sum + t('spokenWhy', { words: bill.lines.map(line => line.words[locale]).join('; ') })
}

function BillFacts({ bill }: { bill: BillDetail }) {
  const t = useBillTexts()
  const keep = (text: string) => <span className="aj-keep">{text}</span>
  const facts = [
    { term: t('amount'), value: <Money fen={bill.amountFen} /> },
    { term: t('settled'), value: <Money fen={bill.settledFen} /> },
    { term: t('household'), value: bill.premisesLabel },
    { term: t('payer'), value: bill.payerName },
    {
      term: t('cycle'),
      value: (
        <>
          {keep(bill.cycleStart)} – {keep(bill.cycleEnd)}
        </>
      ),
    },
    { term: t('dueOn'), value: keep(bill.dueOn) },
    { term: t('number'), value: keep(bill.number) },
  ]
  return (
    <Card>
      <Facts facts={facts.filter(fact => fact.value !== null)} />
    </Card>
  )
}

function BillSkeleton() {
  return (
    <Loading>
      <div className="aj-stack">
        <Skeleton height="8rem" />
        <Skeleton height="9rem" />
        <Skeleton height="14rem" />
      </div>
    </Loading>
  )
}
