import { type WireRequestOf, workforce } from '@anju/contract'
import { v7 as newId } from 'uuid'
import type { KpiScheme } from './performance.ts'

type Body = WireRequestOf<typeof workforce.createKpiScheme>['body']
type Indicator = Body['indicators'][number]

/** The form of a scheme: the body, with fields that may be left empty. */
export type SchemeValues = Omit<Body, 'id'> & Pick<KpiScheme, 'active'>

export const SOURCES = workforce.KPI_SOURCES

/** An indicator to begin with. */
export function newIndicator(weight: string): Indicator {
  return { id: newId(), name: '', source: 'manual', rule: 'manual', direction: 'higher', weight, cap: '100', steps: [] }
}

/** What was typed as the route takes it. */
export function bodyOf(values: SchemeValues): Omit<Body, 'id'> {
  const { name, grain, postIds, teamIds, effectiveFrom, effectiveTo, bands, indicators } = values
  return {
    ...{ name: name.trim(), grain, postIds: postIds ?? [], teamIds: teamIds ?? [], effectiveFrom },
    ...{ effectiveTo: effectiveTo || null, bands, indicators: indicators.map(indicatorOf) },
  }
}

function indicatorOf(indicator: Indicator): Indicator {
  const rule = indicator.source === 'manual' ? 'manual' : indicator.rule === 'manual' ? 'linear' : indicator.rule
  return {
    ...{ id: indicator.id, name: indicator.name.trim(), source: indicator.source, rule },
    ...{ direction: indicator.direction, weight: indicator.weight, cap: indicator.cap || '100' },
    ...{ target: indicator.target || null, threshold: indicator.threshold || null, floor: indicator.floor || null },
    steps: indicator.steps ?? [],
  }
}
