import { billing } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { ExportButton } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useFundTexts } from './texts.ts'
import '../billing.css'

const SHOWN = 50

/** What each home bears or gets of a request of the maintenance fund, found by room; the file has all of them. */
export function FundShares({ fundRequestId }: { fundRequestId: string }) {
  const t = useFundTexts()
  const [text, setText] = useState('')
  const query = { text: text.trim() === '' ? undefined : text.trim(), limit: SHOWN }
  const { data, error, refetch } = useQuery({
    queryKey: [billing.listFundShares.path, fundRequestId, query],
    queryFn: ({ signal }) => call(billing.listFundShares, { params: { fundRequestId }, query, signal }),
    placeholderData: keepPreviousData,
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <section className="fd-shares">
      <h2>{t('homes.shares')}</h2>
      <div className="fd-shares__tools">
        <Input
          allowClear
          value={text}
          placeholder={t('homes.findOne')}
          aria-label={t('homes.findOne')}
          onChange={event => setText(event.target.value)}
        />
        <ExportButton
          small
          route={billing.exportFundShares}
          params={{ fundRequestId }}
          query={{ text: query.text }}
          name={t('homes.shares')}
        />
      </div>
      <table className="c-lines c-lines--amounts" aria-label={t('homes.shares')}>
        <thead>
          <tr>
            <th scope="col">{t('homes.home')}</th>
            <th scope="col">{t('homes.area')}</th>
            <th scope="col">{t('homes.share')}</th>
          </tr>
        </thead>
        <tbody>
          {data?.items.map(one => (
            <tr key={one.id}>
              <th scope="row">{one.premisesLabel}</th>
              <td>{one.areaM2}</td>
              <td>
                <MoneyText fen={one.shareFen} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('homes.count', { count: data?.sums.homes ?? 0 })}</th>
            <td>{data?.sums.areaM2 ?? ''}</td>
            <td>
              <MoneyText fen={data?.sums.shareFen ?? null} strong />
            </td>
          </tr>
        </tfoot>
      </table>
      {data?.next ? <p className="fd-shares__sum">{t('homes.more', { count: data.total - SHOWN })}</p> : null}
    </section>
  )
}
