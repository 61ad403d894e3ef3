import { type Route, writes } from '@anju/contract'

/** Whether the demo is still being made while this process serves already. Known to the process alone, as the clock is. */

let growing = false

/** Says that the demo begins to grow, or that it is whole. */
export function setDemoGrowing(grows: boolean): void {
  growing = grows
}

/** Whether the demo is being made: whoever would write then waits, since what is written now does not belong between months that are past. */
export function isDemoGrowing(): boolean {
  return growing
}

/** Whether a route waits for the demo: what writes does, but for signing in, one's own account and what one agrees to. */
export function waitsForDemo(route: Pick<Route, 'method' | 'reads' | 'permission'>): boolean {
  return growing && writes(route) && !['public', 'signed-in', 'my.profile'].includes(route.permission)
}
