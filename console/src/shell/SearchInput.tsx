import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import { useConsoleTexts } from '../texts/texts.ts'
import './search-input.css'

interface SearchInputProps {
  value: string
  onChange: (text: string) => void
  label: string
  placeholder?: string
  width?: number | string
  autoFocus?: boolean
}

/** A box to search in: the native field with a glass before and, once something is typed, a cross behind. */
export function SearchInput({ value, onChange, label, placeholder, width, autoFocus }: SearchInputProps) {
  const t = useConsoleTexts()
  const field = useRef<HTMLInputElement>(null)
  const clear = () => {
    onChange('')
    field.current?.focus()
  }
  return (
    <span className="c-search-input" style={{ width }}>
      <Search size={14} aria-hidden />
      <input
        ref={field}
        type="text"
        value={value}
        onChange={event => onChange(event.target.value)}
        aria-label={label}
        placeholder={placeholder ?? label}
        maxLength={50}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: only in a list that was opened to be searched
        autoFocus={autoFocus}
      />
      {value ? (
        <button type="button" onClick={clear} aria-label={t('list.clearText')}>
          <X size={12} aria-hidden />
        </button>
      ) : null}
    </span>
  )
}
