import { useBrowserNow } from '@anju/ui'
import { Button } from 'antd'
import { LoaderCircle } from 'lucide-react'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import type { Import } from './import-query.ts'
import { runShare } from './run-share.ts'
import { useImportsTexts } from './texts.ts'
import { useCancelImport } from './useImportActions.ts'

/** Without a sign of life for this long, something is wrong with the worker. */
const SILENT_MS = 60_000

/** The server is at work: how far it is, and the way to stop it. */
export function BusyNotice({ found, title, text }: { found: Import; title: string; text: string }) {
  const t = useImportsTexts()
  const cancel = useCancelImport(found.id)
  const { progress } = found
  const share = runShare(found.state, progress)
  const silent = useBrowserNow() - Date.parse(progress?.at ?? '') > SILENT_MS
  const stopping = progress?.cancelAsked === true
  return (
    <div className="im-busy">
      <LoaderCircle size={28} className="c-turning" aria-hidden />
      <strong role="status">{stopping ? t('busy.stopping') : title}</strong>
      <p>{text}</p>
      <div
        className="im-bar"
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share ?? undefined}
        data-unknown={share === null ? '' : undefined}
      >
        <span style={{ width: `${share ?? 0}%` }} />
      </div>
      <p className="im-busy__rows">
        {share === null
          ? t('busy.waiting')
          : `${share}% · ${t(`busy.${progress?.phase ?? 'waiting'}`, rowsOf(progress))}`}
      </p>
      {silent ? <p className="im-busy__late">{t('busy.silent')}</p> : null}
      {found.state === 'reverting' ? null : (
        <Button disabled={stopping} loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t(found.state === 'committing' ? 'busy.cancelWriting' : 'busy.cancel')}
        </Button>
      )}
      <FailureAlert error={cancel.error} />
    </div>
  )
}

function rowsOf(progress: Import['progress']) {
  const number = (count: number | undefined) => (count ?? 0).toLocaleString('en')
  return { done: number(progress?.done), total: number(progress?.total) }
}
