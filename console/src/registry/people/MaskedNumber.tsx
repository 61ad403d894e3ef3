import { CopyId } from '../../shell/show/CopyId.tsx'
import { usePeopleTexts } from './texts.ts'

interface MaskedNumberProps {
  masked: string | null
  /** In full, once somebody said why it must be seen. */
  full: string | null | undefined
  what: string
}

/** A phone or document number: masked, or in full to copy. */
export function MaskedNumber({ masked, full, what }: MaskedNumberProps) {
  const t = usePeopleTexts()
  if (full) return <CopyId id={full} what={what} />
  return masked ? <span className="c-number">{masked}</span> : <span className="c-none">{t('unknown')}</span>
}
