/** Address of the app's mark. */
export const mark = `${import.meta.env.BASE_URL}icon.svg`
