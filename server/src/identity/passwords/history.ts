/** How many passwords may not come back, the present one included. */
export const REMEMBERED = 5
