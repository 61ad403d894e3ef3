import { imports, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { ExportButton } from '../../shell/list/index.ts'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { type Import, importQuery } from '../import-query.ts'
import { useAdjustmentTexts } from './texts.ts'

type Adjustments = WireResponseOf<typeof imports.listAdjustments>
type Adjustment = Adjustments['items'][number]
type Take = NonNullable<Adjustment['take']>
type Choices = ReadonlyMap<string, Take>

const SHOWN = ['planned', 'committing', 'committed', 'reverting', 'reverted']
const keyOf = ({ sheet, row, column }: Adjustment) => `${sheet}!${column}${row}`

/** Amounts that are no whole fen: a person decides each of them, and the dry run is made anew. */
export function AdjustmentsPanel({ found }: { found: Import }) {
  const t = useAdjustmentTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [imports.listAdjustments.path, found.id, found.version, found.state],
    enabled: SHOWN.includes(found.state),
    queryFn: ({ signal }) => call(imports.listAdjustments, { params: { importId: found.id }, signal }),
  })
  if (error && !data)
    return (
      <section className="c-card im-panel">
        <FailureNotice error={error} retry={() => void refetch()} />
      </section>
    )
  if (!data || data.total === 0) return null
  return (
    <section className="c-card im-panel" aria-label={t('title')}>
      <header className="im-control__head">
        <h2>{t('title')}</h2>
        <span>{data.openCount > 0 ? t('open', { count: data.openCount }) : t('none')}</span>
        <ExportButton
          small
          route={imports.exportAdjustments}
          params={{ importId: found.id }}
          query={{}}
          name={t('title')}
        />
      </header>
      <p className="im-quiet im-control__text">{t('text')}</p>
      {data.total > data.items.length ? <p className="im-quiet">{t('cut', { count: data.items.length })}</p> : null}
      <Decisions key={found.version} found={found} items={data.items} />
    </section>
  )
}

function Decisions({ found, items }: { found: Import; items: Adjustment[] }) {
  const t = useAdjustmentTexts()
  const [choices, setChoices] = useState<Choices>(new Map())
  const decide = useDecide(found)
  const changed = items.flatMap(item => {
    const take = choices.get(keyOf(item))
    return take && take !== item.take ? [{ sheet: item.sheet, row: item.row, column: item.column, take }] : []
  })
  const open = found.state === 'planned'
  const all = (take: Take) =>
    setChoices(new Map([...choices, ...items.flatMap(item => (item.take ? [] : [[keyOf(item), take] as const]))]))
  return (
    <>
      <Table
        items={items}
        choices={choices}
        open={open}
        choose={(key, take) => setChoices(new Map([...choices, [key, take]]))}
      />
      {open ? (
        <div className="im-control__foot">
          <FailureAlert error={decide.error} />
          <span>{t('rest')}</span>
          <Button onClick={() => all('down')}>{t('down')}</Button>
          <Button onClick={() => all('up')}>{t('up')}</Button>
          <Button onClick={() => all('leave')}>{t('leave')}</Button>
          <ReasonButton
            type="primary"
            icon={<RefreshCw size={14} aria-hidden />}
            reason={changed.length === 0 ? t('unchanged') : undefined}
            loading={decide.isPending}
            onClick={() => decide.mutate(changed)}
          >
            {t('save')}
          </ReasonButton>
        </div>
      ) : null}
    </>
  )
}

function useDecide({ id: importId, version }: Import) {
  const again = () => queryClient.invalidateQueries({ queryKey: importQuery(importId).queryKey })
  return useMutation({
    mutationFn: (decisions: { sheet: string; row: number; column: string; take: Take }[]) =>
      call(imports.decideAdjustments, { params: { importId }, body: { version, decisions } }),
    onSuccess: again,
    onError: again,
  })
}

interface TableProps {
  items: Adjustment[]
  choices: Choices
  open: boolean
  choose: (key: string, take: Take) => void
}

function Table({ items, choices, open, choose }: TableProps) {
  const t = useAdjustmentTexts()
  return (
    <div className="im-control__scroll">
      <table className="im-table im-control">
        <thead>
          <tr>
            <th scope="col">{t('cell')}</th>
            <th scope="col">{t('column')}</th>
            <th scope="col" className="im-control__number">
              {t('value')}
            </th>
            <th scope="col">{t('take')}</th>
            <th scope="col">{t('decided')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => {
            const key = keyOf(item)
            return (
              <tr key={key}>
                <td>{key}</td>
                <td>{item.heading}</td>
                <td className="c-number im-control__number">{item.value}</td>
                <td>
                  <Radio.Group
                    aria-label={t('takeOf', { cell: key })}
                    disabled={!open}
                    value={choices.get(key) ?? item.take}
                    onChange={event => choose(key, event.target.value as Take)}
                    options={[
                      { value: 'down', label: item.down },
                      { value: 'up', label: item.up },
                      { value: 'leave', label: t('leave') },
                    ]}
                  />
                </td>
                <td>{item.decided ? t('by', { by: item.decided.by, at: formatDateTime(item.decided.at) }) : '–'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
