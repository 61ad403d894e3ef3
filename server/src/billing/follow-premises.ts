import { rooms } from '../registry/index.ts'
import { carryAssignments, takeAssignmentsBack } from './assignments/carry-assignments.ts'
import { carryApplications, takeApplicationsBack } from './discounts/carry-applications.ts'
import { carryGrants, takeGrantsBack } from './discounts/carry-grants.ts'
import { carryMandates, takeMandatesBack } from './mandates/carry-mandates.ts'
import { carryMeasures, defineMeasureCheck, takeMeasuresBack } from './measures/carry-measures.ts'
import { carryPurses, takePursesBack } from './purses/carry-purses.ts'

/**
 * What follows when premises are merged or split: the rules with who pays, discounts that still run or were asked for, measures, mandates, and prepaid
 * money. Bills and deposits stay where they were given a number; the desk of the new premises shows them.
 */
export function followPremises(): void {
  rooms.followSuccessions('billing.assignments', { carry: carryAssignments, takeBack: takeAssignmentsBack })
  rooms.followSuccessions('billing.discounts', { carry: carryGrants, takeBack: takeGrantsBack })
  rooms.followSuccessions('billing.discount-applications', {
    carry: carryApplications,
    takeBack: takeApplicationsBack,
  })
  rooms.followSuccessions('billing.measures', { carry: carryMeasures, takeBack: takeMeasuresBack })
  defineMeasureCheck()
  rooms.followSuccessions('billing.mandates', { carry: carryMandates, takeBack: takeMandatesBack })
  rooms.followSuccessions('billing.purses', { carry: carryPurses, takeBack: takePursesBack })
}
