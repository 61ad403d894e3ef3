import { followApplication } from './discounts/follow-application.ts'
import { offsetBillRun } from './purses/offset-run.ts'

/** Jobs that follow what was done, under one name for who works them by hand (the demo). */
export const followingJobs = { followApplication, offsetBillRun }
