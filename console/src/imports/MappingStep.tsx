import { ApiError } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { Alert, Button } from 'antd'
import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react'
import { useState } from 'react'
import { queryClient } from '../api.ts'
import { FailureAlert } from '../shell/states/FailureAlert.tsx'
import { BusyNotice } from './BusyNotice.tsx'
import { type Import, importQuery, type SheetMapping } from './import-query.ts'
import { MappingBar } from './MappingBar.tsx'
import { mappingOf, missingFields, sameMapping } from './mapping.ts'
import { SheetCard } from './SheetCard.tsx'
import { useImportsTexts } from './texts.ts'
import { Unreadable } from './Unreadable.tsx'
import { useMapImport } from './useImportActions.ts'
import type { MappingEdits } from './useMappingEdits.ts'
import './mapping.css'

/** Which sheet is what, and which column is which field: the sheets on the left, the chosen one beside them. */
export function MappingStep({ found, edits }: { found: Import; edits: MappingEdits }) {
  const t = useImportsTexts()
  const [chosen, setChosen] = useState<string>()
  const map = useMapImport(found)
  const { locale } = useLocale()
  const meet = async (error: Error) => {
    if (!(error instanceof ApiError) || error.code !== 'platform.changed_meanwhile') return
    const now = await queryClient.fetchQuery({ ...importQuery(found.id), staleTime: 0 })
    edits.rebase(now.sheets.map(mappingOf))
  }
  const { sheets } = edits
  const sheet = sheets.find(one => one.sheet === chosen) ?? sheets[0]
  const known = edits.known.find(one => one.sheet === sheet?.sheet)
  const stored = found.sheets.find(one => one.sheet === sheet?.sheet)
  if (!sheet || !known || !stored) return <NotRead found={found} />
  const locked = found.state === 'committing' || found.state === 'committed'
  const said = found.problems.find(one => one.sheet === sheet.sheet && one.code === 'sheet_not_imported')?.message[
    locale
  ]
  return (
    <>
      <div className="im-body">
        <FailureAlert error={map.error} />
        {locked ? (
          <Alert type="info" showIcon title={t(found.state === 'committed' ? 'map.done' : 'map.writing')} />
        ) : null}
        {edits.restored ? (
          <Alert
            type="info"
            showIcon
            title={t('map.restored')}
            action={
              <Button size="small" type="link" onClick={edits.discard}>
                {t('map.undo')}
              </Button>
            }
          />
        ) : null}
        <div className="im-mapping">
          <SheetList found={found} edits={edits} chosen={sheet.sheet} choose={setChosen} />
          <SheetCard
            key={sheet.sheet}
            sheet={sheet}
            known={known}
            ignored={stored.ignoredColumns}
            fields={found.fields}
            locked={locked || found.state === 'reading'}
            said={said}
            change={edits.change}
          />
        </div>
      </div>
      {locked ? null : (
        <MappingBar
          found={found}
          edits={edits}
          pending={map.isPending}
          submit={replan => map.mutate(replan, { onSuccess: edits.discard, onError: error => void meet(error) })}
        />
      )}
    </>
  )
}

function NotRead({ found }: { found: Import }) {
  const t = useImportsTexts()
  return (
    <div className="im-body">
      {found.state === 'failed' ? (
        <Unreadable found={found} />
      ) : (
        <BusyNotice found={found} title={t('check.reading')} text={t('check.readingText')} />
      )}
    </div>
  )
}

interface SheetListProps {
  found: Import
  edits: MappingEdits
  chosen: string
  choose: (sheet: string) => void
}

function SheetList({ found, edits: { sheets, known }, chosen, choose }: SheetListProps) {
  const t = useImportsTexts()
  return (
    <nav className="c-card im-sheets" aria-label={t('map.sheets')}>
      <ul>
        {sheets.map((sheet, index) => {
          const edited = known[index] !== undefined && !sameMapping([sheet], [known[index]])
          const rows = found.sheets.find(one => one.sheet === sheet.sheet)?.rows ?? 0
          return (
            <li key={sheet.sheet}>
              <button
                type="button"
                className="im-sheet"
                onClick={() => choose(sheet.sheet)}
                aria-current={sheet.sheet === chosen ? 'true' : undefined}
              >
                <SheetMark sheet={sheet} found={found} />
                <span className="im-sheet__words">
                  <strong title={sheet.sheet}>{sheet.sheet}</strong>
                  <small>
                    {t(`kind.${sheet.kind ?? 'none'}`)}
                    {sheet.kind && known[index]?.kind && found.state !== 'reading'
                      ? ` · ${t('map.rows', { count: rows })}`
                      : ''}
                    {edited ? <em>{t('map.edited')}</em> : null}
                  </small>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function SheetMark({ sheet, found }: { sheet: SheetMapping; found: Import }) {
  const t = useImportsTexts()
  if (sheet.kind === null) return <CircleMinus size={16} className="im-sheet__mark" aria-hidden />
  const missing = missingFields(sheet, found.fields).length
  if (missing > 0) {
    return (
      <span className="im-sheet__mark im-sheet__mark--danger">
        <CircleAlert size={16} aria-hidden />
        <span className="c-unseen">{t('map.missingCount', { count: missing })}</span>
      </span>
    )
  }
  return (
    <span className="im-sheet__mark im-sheet__mark--success">
      <CircleCheck size={16} aria-hidden />
      <span className="c-unseen">{t('map.complete')}</span>
    </span>
  )
}
