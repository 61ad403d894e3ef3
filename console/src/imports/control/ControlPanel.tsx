import { formatDateTime } from '@anju/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import type { Import } from '../import-query.ts'
import { ControlForm } from './ControlForm.tsx'
import { AcceptBar, DownloadButton, SignBar } from './ControlSignatures.tsx'
import { ControlTable } from './ControlTable.tsx'
import type { Control } from './control-draft.ts'
import { DebtorsPanel } from './DebtorsPanel.tsx'
import { useControlTexts } from './texts.ts'
import { useControl } from './useControl.ts'
import './control.css'

/** The former system's totals beside the file's and the database's: entered, signed by somebody else, compared, accepted. */
export function ControlPanel({ found }: { found: Import }) {
  const t = useControlTexts()
  const { data, error, refetch } = useControl(found)
  if (error && !data)
    return (
      <section className="c-card im-panel">
        <FailureNotice error={error} retry={() => void refetch()} />
      </section>
    )
  if (!data || data.lines.length === 0) return null
  return (
    <section className="c-card im-panel" aria-label={t('title')}>
      <Sheet key={data.version} found={found} control={data} />
      <DebtorsPanel found={found} control={data} />
    </section>
  )
}

function Sheet({ found, control }: { found: Import; control: Control }) {
  const t = useControlTexts()
  const open = found.state === 'planned'
  const written = found.state === 'committed' || found.state === 'reverted'
  const [editing, setEditing] = useState(open && control.needed && control.entered === null)
  return (
    <>
      <header className="im-control__head">
        <h2>{t('title')}</h2>
        <Signatures control={control} written={written} />
      </header>
      <p className="im-quiet im-control__text">
        {t(written ? 'textWritten' : control.needed ? 'text' : 'textOptional')}
      </p>
      {editing ? (
        <ControlForm
          found={found}
          control={control}
          done={() => setEditing(false)}
          cancel={control.entered ? () => setEditing(false) : null}
        />
      ) : (
        <>
          <ControlTable control={control} written={written} />
          <div className="im-control__foot">
            <Verdict control={control} />
            {control.entered ? <DownloadButton found={found} /> : null}
            {open && !control.needed && control.entered === null ? (
              <Button onClick={() => setEditing(true)}>{t('enterOptional')}</Button>
            ) : open ? (
              <SignBar found={found} control={control} edit={() => setEditing(true)} />
            ) : null}
            {found.state === 'committed' ? <AcceptBar found={found} control={control} /> : null}
          </div>
        </>
      )}
    </>
  )
}

function Signatures({ control, written }: { control: Control; written: boolean }) {
  const t = useControlTexts()
  const { entered, signed, accepted } = control
  const said = ({ by, at }: { by: string; at: string }) => ({ by, at: formatDateTime(at) })
  const parts = [
    entered ? t('entered', said(entered)) : t('notEntered'),
    ...(entered ? [signed ? t('signed', said(signed)) : t('notSigned')] : []),
    ...(written ? [accepted ? t('accepted', said(accepted)) : t('notAccepted')] : []),
  ]
  return <span className="im-control__who">{parts.join(' · ')}</span>
}

function Verdict({ control }: { control: Control }) {
  const t = useControlTexts()
  if (!control.entered) return <span className="im-control__verdict" />
  const { differences } = control
  return (
    <span
      className={`im-control__verdict ${differences > 0 ? 'im-control__verdict--bad' : 'im-control__verdict--good'}`}
    >
      {differences > 0 ? t('differences', { count: differences }) : t('noDifferences')}
    </span>
  )
}
