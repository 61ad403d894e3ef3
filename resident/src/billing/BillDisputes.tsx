import { billing } from '@anju/contract'
import {
  ButtonLink,
  ConfirmRow,
  formatDate,
  List,
  ListRow,
  Loaded,
  Notice,
  Section,
  StatusTag,
  useToast,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'
import { Link } from '../navigation.ts'
import type { BillDetail } from './BillPage.tsx'
import { useDisputeTexts } from './dispute-texts.ts'
import { disputesQuery, type MyDispute, renewDisputes } from './disputes.ts'

const TONES = { open: 'warning', upheld: 'success', rejected: 'neutral', withdrawn: 'neutral' } as const

/** What the household objected to about a bill, with the answers, and the way to object. */
export function BillDisputes({ bill }: { bill: BillDetail }) {
  const t = useDisputeTexts()
  const disputes = useQuery(disputesQuery(bill.id))
  return (
    <Loaded query={disputes}>
      {({ items }) => (
        <>
          {items.length > 0 ? (
            <Section title={t('section')}>
              {items.map(dispute => (
                <DisputeRow key={dispute.id} dispute={dispute} bill={bill} />
              ))}
            </Section>
          ) : null}
          {bill.amountFen > 0 && !items.some(({ state }) => state === 'open') ? (
            <ButtonLink
              wide
              look="secondary"
              render={link => <Link to="/bills/$billId/dispute" params={{ billId: bill.id }} {...link} />}
            >
              {t('ask')}
            </ButtonLink>
          ) : null}
        </>
      )}
    </Loaded>
  )
}

function DisputeRow({ dispute, bill }: { dispute: MyDispute; bill: BillDetail }) {
  const t = useDisputeTexts()
  const toast = useToast()
  const { id, lineId, reason, state, remedy, answer, askedAt, byResident } = dispute
  const line = bill.lines.find(one => one.id === lineId)

  async function withdraw(): Promise<void> {
    await call(billing.withdrawMyDispute, { params: { disputeId: id } })
    await renewDisputes(bill.id)
    toast(t('withdraw.done'))
  }

  const date = formatDate(askedAt)
  const words = [
    line ? t('line', { from: line.segmentStart, to: line.segmentEnd }) : t('whole'),
    t(byResident ? 'asked' : 'byStaff', { date }),
  ]
  return (
    <>
      <List>
        <ListRow
          title={reason}
          description={
            <>
              <span className="re-line">{words.join(' · ')}</span>
              {answer ? <span className="re-line">{t('answer', { answer })}</span> : null}
              {remedy ? <span className="re-line">{t('remedy', { remedy: t(`remedy.${remedy}`) })}</span> : null}
            </>
          }
          value={<StatusTag tone={TONES[state]}>{t(`state.${state}`)}</StatusTag>}
        />
        {state === 'open' ? (
          <ConfirmRow
            title={t('withdraw')}
            question={t('withdraw.ask')}
            text={t('withdraw.text')}
            onConfirm={withdraw}
          />
        ) : null}
      </List>
      {state === 'open' && bill.outstandingFen > 0 ? <Notice>{t('held')}</Notice> : null}
    </>
  )
}
