/** What a building is called when nobody gave it a name: 1栋. */
export function buildingName(code: string, name: string): string {
  return name === '' ? `${code}栋` : name
}
