import { imports, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { ExportButton } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import type { Import } from '../import-query.ts'
import { useControlTexts } from './texts.ts'

type Checks = WireResponseOf<typeof imports.listRoomChecks>

/** Once it is written: home by home, what the file said and what stands in the books. */
export function RoomChecksPanel({ found }: { found: Import }) {
  const t = useControlTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [imports.listRoomChecks.path, found.id, found.version],
    enabled: found.state === 'committed',
    queryFn: ({ signal }) => call(imports.listRoomChecks, { params: { importId: found.id }, signal }),
  })
  if (found.state !== 'committed') return null
  if (error && !data)
    return (
      <section className="c-card im-panel">
        <FailureNotice error={error} retry={() => void refetch()} />
      </section>
    )
  if (!data || data.roomCount === 0) return null
  return (
    <section className="c-card im-panel" aria-label={t('rooms')}>
      <header className="im-control__head">
        <h2>{t('rooms')}</h2>
        {data.differences > 0 ? (
          <StatusTag tone="danger">{t('roomsDiffer', { count: data.differences })}</StatusTag>
        ) : (
          <StatusTag tone="success">{t('noDifferences')}</StatusTag>
        )}
        <ExportButton
          small
          route={imports.exportRoomChecks}
          params={{ importId: found.id }}
          query={{}}
          name={t('rooms')}
        />
      </header>
      <p className="im-quiet im-control__text">
        {t('roomsText', { rooms: data.roomCount, debtors: data.debtorCount, picked: data.pickedCount })}
      </p>
      <ChecksTable items={data.items} />
    </section>
  )
}

function ChecksTable({ items }: { items: Checks['items'] }) {
  const t = useControlTexts()
  return (
    <div className="im-control__scroll">
      <table className="im-table im-control">
        <thead>
          <tr>
            <th scope="col">{t('room')}</th>
            <th scope="col">{t('debtor')}</th>
            <th scope="col">{t('part')}</th>
            <th scope="col" className="im-control__number">
              {t('file')}
            </th>
            <th scope="col" className="im-control__number">
              {t('loaded')}
            </th>
            <th scope="col" className="im-control__number">
              {t('difference')}
            </th>
            <th scope="col">{t('picked')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={`${item.premisesId}/${item.part}/${item.debtor}`}>
              <td>
                <Link to="/premises/$premisesId" params={{ premisesId: item.premisesId }}>
                  {item.premisesLabel}
                </Link>
              </td>
              <td>{item.debtor || '–'}</td>
              <td>{t(`part.${item.part}`)}</td>
              <td className="im-control__number">
                <MoneyText fen={item.before.amountFen} />
              </td>
              <td className="im-control__number">
                <MoneyText fen={item.after.amountFen} />
              </td>
              <td className="im-control__number">
                <MoneyText fen={item.differenceFen} />
              </td>
              <td>
                {item.picked === 'differs' ? (
                  <StatusTag tone="danger">{t('differs')}</StatusTag>
                ) : (
                  t(`picked.${item.picked}`)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
