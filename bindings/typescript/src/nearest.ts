/** The known name that a misspelt one probably means. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const meant = name.toLowerCase().replaceAll('_', '')
  const alike = known
    .map((one) => ({ one, slips: slips(meant, one.toLowerCase().replaceAll('_', '')) }))
    .filter(({ one, slips }) => slips * 3 <= Math.max(meant.length, one.length, 3))
  return alike.sort((a, b) => a.slips - b.slips)[0]?.one
}

/** How many letters must be put in, left out or changed to make one of the other (Levenshtein). */
function slips(a: string, b: string): number {
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
