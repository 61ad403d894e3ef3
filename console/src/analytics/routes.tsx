import { defineModule } from '../module.ts'
import { analyticsRefusals } from './refusals.ts'

export const analytics = defineModule({ routes: [], nav: [], refusals: analyticsRefusals })
