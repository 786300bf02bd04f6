/** The known name that a misspelt one probably means; undefined if none is close enough. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const meant = name.toLowerCase().replaceAll('_', '')
  const alike = known
    .map((one) => ({ one, distance: distance(meant, one.toLowerCase().replaceAll('_', '')) }))
    .filter(({ one, distance }) => distance * 3 <= Math.max(meant.length, one.length, 3))
  return alike.sort((a, b) => a.distance - b.distance)[0]?.one
}

/** The Levenshtein distance; 9 if the lengths differ by more than 9. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 9) return 9
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + Number(letter !== b[j])
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
