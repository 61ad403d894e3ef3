import { RECORD_KIND_WORDS, type RecordKind } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { can, useActor } from '../session.tsx'
import { CopyId } from '../shell/show/CopyId.tsx'
import { RECORD_PAGES } from './record-pages.ts'
import { usePlatformTexts } from './texts.ts'

interface RecordTextProps {
  id: string
  kind: RecordKind | null
  /** How it is called; null where the reader may not see it, where it is gone, or where it has no name. */
  label: string | null
  /** Without the kind before it, where the name of the field says it. */
  bare?: boolean
}

/** A record by its kind and name, with the way to its page; by the end of its id where it has no name for the reader. */
export function RecordText({ id, kind, label, bare }: RecordTextProps) {
  const t = usePlatformTexts()
  const { locale } = useLocale()
  const word = kind && !bare ? RECORD_KIND_WORDS[kind][locale === 'en' ? 1 : 0] : null
  return (
    <span className="pl-record">
      {word ? <span className="pl-kind">{word} </span> : null}
      {kind && label ? <Named id={id} kind={kind} label={label} /> : <CopyId id={id} what={t('field.object')} />}
    </span>
  )
}

function Named({ id, kind, label }: { id: string; kind: RecordKind; label: string }) {
  const actor = useActor()
  const page = RECORD_PAGES[kind]
  if (!page || !can(actor, page.permission)) return <span>{label}</span>
  const { to, search = {} } = page.address(id)
  return (
    <Link to={to} search={search} onClick={event => event.stopPropagation()}>
      {label}
    </Link>
  )
}
