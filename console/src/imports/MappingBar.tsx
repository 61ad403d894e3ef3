import { Button, Checkbox, Input } from 'antd'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import type { Import } from './import-query.ts'
import { missingFields } from './mapping.ts'
import { useImportsTexts } from './texts.ts'
import type { Replan } from './useImportActions.ts'
import type { MappingEdits } from './useMappingEdits.ts'

interface MappingBarProps {
  found: Import
  edits: MappingEdits
  pending: boolean
  submit: (replan: Replan) => void
}

/** Keeps the mapping as a template, if wanted, and makes the dry run anew. */
export function MappingBar({ found, edits, pending, submit }: MappingBarProps) {
  const t = useImportsTexts()
  const [keep, setKeep] = useState(false)
  const [name, setName] = useState('')
  const reason = useReason(found, edits, keep ? name.trim() : undefined)
  return (
    <footer className="im-foot">
      <div className="im-foot__line">
        <div className="im-template">
          <Checkbox checked={keep} onChange={event => setKeep(event.target.checked)}>
            {t('map.template')}
          </Checkbox>
          {keep ? (
            <Input
              value={name}
              onChange={event => setName(event.target.value)}
              placeholder={t('map.templateName')}
              aria-label={t('map.templateName')}
              maxLength={100}
              style={{ width: 200 }}
              autoFocus
            />
          ) : null}
          <small>{t('map.templateHint')}</small>
        </div>
        {reason ? <span className="im-foot__note">{reason}</span> : null}
        {edits.edited ? <Button onClick={edits.discard}>{t('map.undo')}</Button> : null}
        <ReasonButton
          type="primary"
          icon={<RefreshCw size={14} aria-hidden />}
          loading={pending}
          reason={reason}
          onClick={() => submit({ sheets: edits.sheets, saveAsTemplate: keep ? name.trim() : undefined })}
        >
          {t('map.again')}
        </ReasonButton>
      </div>
    </footer>
  )
}

/** Why the dry run cannot be made anew now. */
function useReason(found: Import, edits: MappingEdits, template: string | undefined): string | undefined {
  const t = useImportsTexts()
  if (found.state === 'reading') return t('map.busy')
  if (template === '') return t('map.nameMissing')
  const used = edits.sheets.filter(sheet => sheet.kind !== null)
  if (used.length === 0) return t('map.allLeftOut')
  const incomplete = used.find(sheet => missingFields(sheet, found.fields).length > 0)
  if (incomplete) return t('map.notComplete', { sheet: incomplete.sheet })
  return edits.edited || template ? undefined : t('map.unchanged')
}
