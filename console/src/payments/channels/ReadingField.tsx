import { payments } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { Form, Select, Skeleton } from 'antd'
import { useEffect } from 'react'
import { call } from '../../api.ts'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { COLUMNS, type Columns, type Reading } from './channels.ts'
import { useChannelTexts } from './texts.ts'
import './channels.css'

/** A file as it would be read, and by which channel. */
export interface Read {
  channelId: string
  file: File
  reading: Reading
}

interface ReadingFieldProps {
  id?: string
  value?: Read
  onChange?: (read: Read | undefined) => void
}

/** Which column of the chosen file is which: as suggested, to be corrected, with the first rows below. */
export function ReadingField({ id, value, onChange }: ReadingFieldProps) {
  const t = useChannelTexts()
  const form = Form.useFormInstance<{ channelId?: string; file?: File; day?: string }>()
  const channelId = Form.useWatch('channelId', form)
  const file = Form.useWatch('file', form)
  const { mutate, ...look } = useMutation({
    mutationFn: async (asked: { channelId: string; file: File; columns?: Columns }) => {
      const query = { ...asked.columns, name: asked.file.name.slice(0, 100) }
      const params = { channelId: asked.channelId }
      const reading = await call(payments.previewChannelStatement, { params, query, file: asked.file })
      return { channelId: asked.channelId, file: asked.file, reading }
    },
    onSuccess: read => {
      onChange?.(read)
      const { firstDay, lastDay } = read.reading
      if (firstDay !== null && firstDay === lastDay && !form.isFieldTouched('day')) form.setFieldValue('day', firstDay)
    },
    onError: () => onChange?.(undefined),
  })
  useEffect(() => {
    if (channelId && file) mutate({ channelId, file })
  }, [channelId, file, mutate])
  const fresh = value && value.channelId === channelId && value.file === file ? value.reading : undefined
  if (!channelId || !file) return <p className="ch-reading__hint">{t('reading.first')}</p>
  return (
    <div id={id} className="ch-reading" aria-busy={look.isPending}>
      <FailureAlert error={look.error} />
      {!fresh && look.isPending ? <Skeleton active paragraph={{ rows: 3 }} /> : null}
      {fresh ? (
        <>
          <p className="ch-reading__hint">{t(`reading.from.${fresh.from}`)}</p>
          <Choices reading={fresh} choose={columns => mutate({ channelId, file, columns })} />
          <Found reading={fresh} />
          <Samples reading={fresh} />
        </>
      ) : null}
    </div>
  )
}

function Choices({ reading, choose }: { reading: Reading; choose: (columns: Columns) => void }) {
  const t = useChannelTexts()
  const options = reading.headings.map(heading => ({ value: heading, label: heading }))
  return (
    <div className="ch-reading__columns">
      {COLUMNS.map(field => (
        <div key={field}>
          <span>{t(`column.${field}`)}</span>
          <Select
            size="small"
            value={reading.columns[field]}
            aria-label={t(`column.${field}`)}
            options={[{ value: '', label: t(`column.none.${field}`) }, ...options]}
            onChange={heading => choose({ ...reading.columns, [field]: heading })}
            popupMatchSelectWidth={false}
          />
        </div>
      ))}
    </div>
  )
}

function Found({ reading }: { reading: Reading }) {
  const t = useChannelTexts()
  const { fault } = reading
  if (fault)
    return (
      <p className="ch-reading__fault" role="alert">
        {t(`fault.${fault.problem as 'reference'}`, { row: fault.row })}
      </p>
    )
  return (
    <p role="status">
      {t('reading.found', {
        count: reading.rowCount,
        gross: formatFen(reading.grossFen),
        refunded: formatFen(reading.refundedFen),
        fee: formatFen(reading.feeFen),
      })}
    </p>
  )
}

function Samples({ reading }: { reading: Reading }) {
  const t = useChannelTexts()
  const rows = reading.samples.map((cells, place) => ({ place, cells }))
  return (
    <div className="ch-reading__samples">
      <table className="c-lines" aria-label={t('reading.samples')}>
        <thead>
          <tr>
            {reading.headings.map(heading => (
              <th key={heading} scope="col" className="c-lines__text">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ place, cells }) => (
            <tr key={place}>
              {reading.headings.map((heading, at) => (
                <td key={heading} className="c-lines__text">
                  {cells[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
