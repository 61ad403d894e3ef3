import { type ReactNode, useId } from 'react'
import { FieldError } from './Field.tsx'

export interface Tile<Value extends string> {
  value: Value
  label: string
  description?: string
  icon?: ReactNode
  disabled?: boolean
}

export interface RadioTilesProps<Value extends string> {
  legend: string
  value: Value | null
  onChange: (value: Value) => void
  tiles: readonly Tile<Value>[]
  /** As many as fit when not given; with 1 the tiles lie like rows. */
  columns?: 1 | 2
  error?: string | null | false
  /** Where the title of the page already asks the question. */
  hideLegend?: boolean
}

/** One choice out of a few, each a large target. Native radio buttons: arrows move, a form can hold it. */
export function RadioTiles<Value extends string>(props: RadioTilesProps<Value>) {
  const { legend, value, onChange, tiles, columns, error, hideLegend } = props
  const name = useId()
  const errorId = `${name}-error`
  return (
    <fieldset className="aj-choices" aria-describedby={error ? errorId : undefined}>
      <legend className={hideLegend ? 'aj-hidden' : 'aj-choices__legend'}>{legend}</legend>
      <div className="aj-tiles" data-columns={columns}>
        {tiles.map(tile => (
          <label
            key={tile.value}
            className={tileClass(columns, tile.icon)}
            data-checked={tile.value === value ? '' : undefined}
            data-disabled={tile.disabled ? '' : undefined}
          >
            <input
              className="aj-tile__input"
              type="radio"
              name={name}
              value={tile.value}
              checked={tile.value === value}
              disabled={tile.disabled}
              onChange={() => onChange(tile.value)}
            />
            {tile.icon ? <span className="aj-tile__icon">{tile.icon}</span> : null}
            <span>
              {tile.label}
              {tile.description ? <span className="aj-tile__description">{tile.description}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={errorId} error={error} />
    </fieldset>
  )
}

function tileClass(columns: 1 | 2 | undefined, icon: ReactNode): string {
  if (columns === 1) return 'aj-tile aj-tile--row'
  return icon ? 'aj-tile' : 'aj-tile aj-tile--bare'
}
