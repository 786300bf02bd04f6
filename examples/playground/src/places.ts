// Counts leads by grade and rank, summed over stages, and how the counts changed.
import type { Flow, Grid } from 'leadgrade-wasm'

/** One cell: its number of leads, and the change of that number. */
export interface Cell {
  grade: string | null
  rank: number | null
  count: number
  more: number
}

/** The names of an axis, and null for leads without one. */
export const withNone = <Name,>(names: readonly Name[]): (Name | null)[] => [...names, null]

type Stage = string | null | undefined

/** The rows of the grid of one stage; undefined means all stages. Rows and columns for leads without a label are left out if empty. */
export function cellsOf(grid: Grid, stage: Stage, flows: readonly Flow[]): Cell[][] {
  const stages = withNone(grid.stages)
  const layers = grid.counts.filter((_, at) => stage === undefined || stages[at] === stage)
  const more = changes(flows, stage)
  const rows = withNone(grid.grades).map((grade, row) =>
    withNone(grid.ranks).map((rank, column): Cell => {
      const count = layers.reduce((sum, layer) => sum + (layer[row]?.[column] ?? 0), 0)
      return { grade, rank, count, more: more.get(key(grade, rank)) ?? 0 }
    }),
  )
  const used = ({ count, more }: Cell) => count > 0 || more !== 0
  const hasRank = withNone(grid.ranks).map((rank, at) => rank !== null || rows.some((row) => used(row[at]!)))
  return rows
    .filter((row) => row[0]?.grade != null || row.some(used))
    .map((row) => row.filter((_, at) => hasRank[at]))
}

/** The number of leads of a stage, and the change of that number. */
export function sizeOf(grid: Grid, stage: Stage, flows: readonly Flow[]): { count: number; more: number } {
  const cells = cellsOf(grid, stage, flows).flat()
  const sum = (part: 'count' | 'more') => cells.reduce((sum, cell) => sum + cell[part], 0)
  return { count: sum('count'), more: sum('more') }
}

const key = (grade: string | null, rank: number | null) => JSON.stringify([grade, rank])

function changes(flows: readonly Flow[], stage: Stage): Map<string, number> {
  const more = new Map<string, number>()
  const add = (place: Flow['from'], leads: number) => {
    if (stage !== undefined && place.stage !== stage) return
    const at = key(place.grade, place.rank)
    more.set(at, (more.get(at) ?? 0) + leads)
  }
  for (const { from, to, leads } of flows) {
    add(from, -leads)
    add(to, leads)
  }
  return more
}
