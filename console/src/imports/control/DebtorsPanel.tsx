import { formatDateTime, useLocale } from '@anju/ui'
import { App, Button } from 'antd'
import { ListPlus, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import type { Import } from '../import-query.ts'
import type { Control } from './control-draft.ts'
import { DebtorsForm } from './DebtorsForm.tsx'
import { DebtorsTable } from './DebtorsTable.tsx'
import { type Debtors, type Kept, MOST_TYPED } from './debtors-draft.ts'
import { useDebtorsTexts } from './debtors-texts.ts'
import { useDebtors, useEnterDebtors, useUploadDebtors } from './useDebtors.ts'

/** The former system's own list of debtors: uploaded or typed, line by line beside the file, and once written, the books. */
export function DebtorsPanel({ found, control }: { found: Import; control: Control }) {
  const t = useDebtorsTexts()
  const { data, error, refetch } = useDebtors(found, control.version)
  const owing = control.lines.some(({ part }) => part === 'arrears')
  if (control.version === null || !owing) return null
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data || (found.state !== 'planned' && !data.entered)) return null
  return (
    <section className="im-debtors" aria-label={t('title')}>
      <header className="im-control__head">
        <h3>{t('title')}</h3>
        <Facts list={data} />
      </header>
      <p className="im-quiet im-control__text">{t(data.against === 'books' ? 'textWritten' : 'text')}</p>
      {found.state === 'planned' ? (
        <Entering found={found} control={control} list={data} version={control.version} />
      ) : (
        <DebtorsTable list={data} />
      )}
    </section>
  )
}

function Facts({ list }: { list: Debtors }) {
  const t = useDebtorsTexts()
  if (!list.entered) return <span className="im-control__who">{t('none')}</span>
  const said = t('entered', { by: list.entered.by, at: formatDateTime(list.entered.at) })
  return (
    <span className="im-control__who">
      {list.fileName ? `${said} · ${t('fromFile', { name: list.fileName })}` : said}{' '}
      {list.differences > 0 ? (
        <StatusTag tone="danger">{t('differences', { count: list.differences })}</StatusTag>
      ) : (
        <StatusTag tone="success">{t('agree')}</StatusTag>
      )}
    </span>
  )
}

interface EnteringProps {
  found: Import
  control: Control
  list: Debtors
  version: number
}

function Entering({ found, control, list, version }: EnteringProps) {
  const t = useDebtorsTexts()
  const { message } = App.useApp()
  const [typing, setTyping] = useState(false)
  const [wrong, setWrong] = useState<Kept | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const upload = useUploadDebtors(found)
  const enter = useEnterDebtors(found)
  const taken = (said: 'kept' | 'removed') => (answer: Kept) => {
    setWrong(answer.kept ? null : answer)
    if (answer.kept) void message.success(t(said))
  }
  const remove = () => enter.mutate({ version, lines: [] }, { onSuccess: taken('removed') })
  if (typing) return <DebtorsForm found={found} list={list} version={version} close={() => setTyping(false)} />
  return (
    <>
      <FailureAlert error={upload.error ?? enter.error} />
      {wrong ? <Problems of={wrong} /> : null}
      {list.entered ? <DebtorsTable list={list} /> : null}
      <div className="im-control__foot">
        <Button
          icon={<Upload size={14} aria-hidden />}
          loading={upload.isPending}
          onClick={() => input.current?.click()}
        >
          {t('upload')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx"
          aria-label={t('upload')}
          onChange={event => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) upload.mutate({ version, file }, { onSuccess: taken('kept') })
          }}
        />
        <ReasonButton
          icon={<ListPlus size={14} aria-hidden />}
          reason={list.entered && list.lineCount > MOST_TYPED ? t('tooLong') : undefined}
          onClick={() => setTyping(true)}
        >
          {t('type')}
        </ReasonButton>
        {list.entered ? (
          <Button danger type="text" loading={enter.isPending} onClick={remove}>
            {t('remove')}
          </Button>
        ) : null}
        {control.signed ? <span className="im-control__hint">{t('signedFirst')}</span> : null}
      </div>
    </>
  )
}

function Problems({ of }: { of: Kept }) {
  const t = useDebtorsTexts()
  const { locale } = useLocale()
  return (
    <div role="alert" className="im-debtors__wrong">
      <strong>{of.problems.length > 0 ? t('notKept') : t('nothingRead')}</strong>
      <ul>
        {of.problems.map(({ sheet, row, field, message }) => (
          <li key={`${sheet}/${row}/${field}/${message.en}`}>
            {t('at', { sheet, row })}：{message[locale]}
          </li>
        ))}
      </ul>
    </div>
  )
}
