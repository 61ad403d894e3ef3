import { payments } from '@anju/contract'
import { formatDateTime, formatFen } from '@anju/ui'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { GatedButton } from '../../billing/GatedButton.tsx'
import { useGate } from '../../billing/useGate.ts'
import { useRefusalText } from '../../refusal.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { useActor } from '../../session.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { type ChannelRow, OUTCOME_TONES, renewChannels, rowsQuery } from './channels.ts'
import { DifferenceForm } from './DifferenceForm.tsx'
import { useChannelTexts } from './texts.ts'
import './channels.css'

interface StatementRowsProps {
  statementId: string
  outcome: ChannelRow['outcome'] | undefined
}

/** The rows of a statement a page at a time, differences first, each with how it is dealt with. */
export function StatementRows({ statementId, outcome }: StatementRowsProps) {
  const t = useChannelTexts()
  const [dealing, setDealing] = useState<ChannelRow>()
  const pages = useInfiniteQuery(rowsQuery(statementId, outcome))
  if (pages.error && !pages.data) return <FailureNotice error={pages.error} retry={() => void pages.refetch()} />
  if (!pages.data) return <DrawerBones />
  const rows = pages.data.pages.flatMap(page => page.items)
  if (rows.length === 0) return <p className="c-sections__none">{t('rows.none')}</p>
  return (
    <div className="ch-rows">
      <ExportButton
        small
        route={payments.exportChannelRows}
        params={{ statementId }}
        query={{ outcome }}
        name={t('rows')}
      />
      <RowTable rows={rows} deal={setDealing} />
      {pages.hasNextPage ? (
        <p className="c-sections__more">
          <Button size="small" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('rows.more', { count: (pages.data.pages[0]?.total ?? 0) - rows.length })}
          </Button>
        </p>
      ) : null}
      {dealing ? (
        <DifferenceForm key={dealing.id} statementId={statementId} row={dealing} close={() => setDealing(undefined)} />
      ) : null}
    </div>
  )
}

type Deal = (row: ChannelRow) => void

function RowTable({ rows, deal }: { rows: readonly ChannelRow[]; deal: Deal }) {
  const t = useChannelTexts()
  return (
    <table className="c-lines" aria-label={t('rows')}>
      <thead>
        <tr>
          <th scope="col" className="c-lines__text">
            {t('reference')}
          </th>
          <th scope="col" className="c-lines__text">
            {t('outcome')}
          </th>
          <th scope="col">{t('amount')}</th>
          <th scope="col">{t('ours')}</th>
          <th scope="col">{t('fee')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.id} row={row} deal={deal} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, deal }: { row: ChannelRow; deal: Deal }) {
  const t = useChannelTexts()
  const unusual = row.feeFen !== null && row.expectedFeeFen !== null && row.feeFen !== row.expectedFeeFen
  return (
    <tr>
      <th scope="row" className="c-lines__text">
        {row.reference || '–'}
        <small>
          {t(`kind.${row.kind}`)} {row.at}
        </small>
        {row.receiptId ? (
          <small>
            <Link to="/receipts" search={{ open: row.receiptId }}>
              {row.premisesLabel} {row.receiptNumber}
            </Link>
          </small>
        ) : null}
      </th>
      <td className="c-lines__text ch-outcome">
        <StatusTag tone={OUTCOME_TONES[row.outcome]}>{t(`outcome.${row.outcome}`)}</StatusTag>
        <Dealt row={row} deal={deal} />
      </td>
      <td>{row.amountFen === null ? '–' : <MoneyText fen={row.amountFen} />}</td>
      <td>{row.oursFen === null ? '–' : <MoneyText fen={row.oursFen} />}</td>
      <td>
        {row.feeFen === null ? '–' : <MoneyText fen={row.feeFen} />}
        {unusual ? <small>{t('expectedFee', { fee: formatFen(row.expectedFeeFen ?? 0) })}</small> : null}
      </td>
    </tr>
  )
}

function Dealt({ row, deal }: { row: ChannelRow; deal: Deal }) {
  const t = useChannelTexts()
  const manage = useGate('payments.channels.manage')
  const { difference } = row
  if (difference) return <Difference difference={difference} />
  if (row.outcome === 'matched') return null
  return (
    <div>
      <GatedButton size="small" reason={manage} onClick={() => deal(row)}>
        {t('difference.deal')}
      </GatedButton>
    </div>
  )
}

function Difference({ difference }: { difference: NonNullable<ChannelRow['difference']> }) {
  const t = useChannelTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const actor = useActor()
  const manage = useGate('payments.channels.manage')
  const confirming = useGate('payments.channels.confirm')
  const own = actor.accountId === difference.askedById ? t('difference.own') : null
  const params = { differenceId: difference.id }
  const decide = useMutation({
    mutationFn: async (confirms: boolean) => {
      if (confirms) await call(payments.confirmChannelDifference, { params })
      else await call(payments.dropChannelDifference, { params })
    },
    onSuccess: (_, confirms) => {
      renewChannels()
      void message.success(t(confirms ? 'difference.confirmed' : 'difference.dropped'))
    },
    onError: error => void message.error(explain(error)),
  })
  const decided = difference.confirmedAt !== null
  return (
    <>
      <StatusTag tone={decided ? 'success' : 'warning'}>
        {t(decided ? `decision.${difference.decision}` : 'difference.waiting')}
      </StatusTag>
      <small>{difference.reason}</small>
      <small>
        {t('difference.by', { name: difference.askedByName, at: formatDateTime(difference.askedAt) })}
        {decided ? ` · ${t('difference.confirmedBy', { name: difference.confirmedByName ?? '–' })}` : null}
      </small>
      {difference.overFen === 0 ? null : (
        <small>
          {t(difference.overFen > 0 ? 'effect.over' : 'effect.short')} {formatFen(Math.abs(difference.overFen))}
        </small>
      )}
      {decided ? null : (
        <span className="ch-decide">
          <GatedButton
            size="small"
            type="primary"
            reason={confirming ?? own}
            loading={decide.isPending}
            onClick={() => decide.mutate(true)}
          >
            {t('difference.confirm')}
          </GatedButton>
          <GatedButton size="small" reason={manage} loading={decide.isPending} onClick={() => decide.mutate(false)}>
            {t(own ? 'difference.withdraw' : 'difference.turnDown')}
          </GatedButton>
        </span>
      )}
    </>
  )
}
