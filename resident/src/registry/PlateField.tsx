import { registry } from '@anju/contract'
import { Button, TextField } from '@anju/ui'
import { useVehicleTexts } from './texts.ts'

interface PlateFieldProps {
  value: string
  onChange: (value: string) => void
  /** Whether sending was tried: then an unfinished plate is wrong. */
  tried: boolean
}

const WHOLE = 7

/** A plate that is judged while it is typed: what is wrong is said once it could be whole, and what was meant is offered. */
export function PlateField({ value, onChange, tried }: PlateFieldProps) {
  const t = useVehicleTexts()
  const read = registry.readPlate(value)
  const typed = registry.normalisePlate(value).length
  const early = !tried && typed < WHOLE && !read.ok && ['empty', 'length', 'characters'].includes(read.problem)
  const hint = read.ok
    ? t('form.plateOk', { plate: registry.plateText(read.plate), kind: t(`kind.${read.kind}`) })
    : t('form.plateEmpty')
  const suggestion = read.ok ? null : read.suggestion
  return (
    <>
      <TextField
        label={t('form.plate')}
        hint={hint}
        value={value}
        onChange={onChange}
        maxLength={20}
        autoComplete="off"
        autoCapitalize="characters"
        error={!read.ok && !early && (tried || typed > 0) && t(`problem.${read.problem}`)}
      />
      {suggestion ? (
        <Button look="secondary" wide onClick={() => onChange(suggestion)}>
          {t('form.take', { plate: registry.plateText(suggestion) })}
        </Button>
      ) : null}
    </>
  )
}
