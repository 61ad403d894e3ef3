/** What of somebody in premises the state of these depends on. */
export interface Presence {
  kind: string
  resides: boolean
}

/**
 * The state that premises come to by who is there: 出租 with a tenant, 自住 with anybody else living there, 空置 when the last one
 * left. Who merely owns does not live there. 未售, 已售未交 and 装修中 are said by people and stay until somebody moves in; 装修中 stays even then.
 * Null: as it is.
 */
export function stateAfter(state: string, present: readonly Presence[]): 'let' | 'occupied' | 'vacant' | null {
  if (state === 'decorating') return null
  const living = present.filter(one => one.resides)
  const wanted = living.some(one => one.kind === 'tenant') ? 'let' : living.length > 0 ? 'occupied' : 'vacant'
  if (wanted === 'vacant' && state !== 'occupied' && state !== 'let') return null
  return wanted === state ? null : wanted
}
