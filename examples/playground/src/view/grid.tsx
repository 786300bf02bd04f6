// The grid of grades and ranks, of one stage or of all, and the leads that moved.
import type { Flow, Grid } from 'leadgrade-wasm'
import { select, selectCell, selectFlow, showStage } from '../actions.ts'
import { cellsOf, sizeOf, withNone, type Cell } from '../places.ts'
import type { State } from '../state.ts'
import { count, filled, type Words } from '../words.ts'

interface Props {
  state: Readonly<State>
  words: Words
}

/** The number of moves that are listed. */
const MOST_FLOWS = 12

export function GridView({ state, words }: Props) {
  const { picture, stage, selection } = state
  if (!picture) return null
  const { grid, moves } = picture
  const flows = moves?.flows ?? []
  return (
    <section class="grid" data-fingerprint={picture.fingerprint ?? undefined} data-as-of={picture.asOf}>
      <div class="tools">
        <h2>{words.grid}</h2>
        <small>{words.leads}: {count(grid.leads)} · {filled(words.took, { ms: picture.took.toFixed(0) })}</small>
      </div>
      <Stages {...{ grid, flows, stage, words }} />
      <Matrix cells={cellsOf(grid, stage, flows)} {...{ words, selection }} />
      {moves && (
        <div class="moves">
          <h3>
            {moves.moved === 0 ? words.nobodyMoved : `${count(moves.moved)} ${words.moved}`}
            {moves.moved > 0 && <button onClick={() => select({ moved: true })}>{words.onlyMoved}</button>}
          </h3>
          <Flows flows={flows.slice(0, MOST_FLOWS)} words={words} />
        </div>
      )}
    </section>
  )
}

interface StagesProps {
  grid: Grid
  flows: readonly Flow[]
  stage: string | null | undefined
  words: Words
}

/** Every stage as a small grid. */
function Stages({ grid, flows, stage, words }: StagesProps) {
  if (grid.stages.length === 0) return null
  const shown = [undefined, ...withNone(grid.stages)].filter((one) => one !== null || sizeOf(grid, null, flows).count > 0)
  return (
    <div class="stages" role="group" aria-label={words.stages}>
      {shown.map((one) => {
        const size = sizeOf(grid, one, flows)
        const cells = cellsOf(grid, one, []).filter(([first]) => first?.grade != null)
        return (
          <button key={String(one)} aria-pressed={one === stage} onClick={() => showStage(one)}>
            <Small cells={cells} />
            <span class="name" dir="auto">{one === undefined ? words.all : (one ?? words.none)}</span>
            <span class="size">{count(size.count)}{size.more !== 0 && <More more={size.more} />}</span>
          </button>
        )
      })}
    </div>
  )
}

const share = (many: number, most: number) => (most === 0 ? 0 : Math.sqrt(many / most))

const mostOf = (cells: readonly Cell[][]) => Math.max(...cells.flat().map((cell) => cell.count), 0)

function Small({ cells }: { cells: readonly Cell[][] }) {
  const most = mostOf(cells)
  return (
    <span class="small" aria-hidden="true" style={{ '--columns': cells[0]?.length ?? 1 }}>
      {cells.flat().map((cell) => <i key={`${cell.grade}${cell.rank}`} style={{ '--share': share(cell.count, most) }} />)}
    </span>
  )
}

interface MatrixProps {
  cells: readonly Cell[][]
  words: Words
  selection: State['selection']
}

/** The grid; arrow keys move between cells. */
function Matrix({ cells, words, selection }: MatrixProps) {
  const most = mostOf(cells)
  const isChosen = ({ grade, rank }: Cell) =>
    selection != null && selection.at.grade === grade && selection.at.rank === rank && 'rank' in selection.at
  const chosen = cells.flat().find(isChosen)
  const entry = chosen ?? cells[0]?.[0]
  return (
    <table class="matrix" onKeyDown={step}>
      <thead>
        <tr>
          <td><small>{words.grade} ╲ {words.rank}</small></td>
          {cells[0]?.map(({ rank }) => <th key={rank} scope="col">{rank ?? words.none}</th>)}
        </tr>
      </thead>
      <tbody>
        {cells.map((row) => (
          <tr key={row[0]?.grade}>
            <th scope="row" dir="auto">{row[0]?.grade ?? words.none}</th>
            {row.map((cell) => (
              <td key={cell.rank}>
                <button
                  class={cell.count === 0 ? 'cell zero' : 'cell'}
                  aria-pressed={isChosen(cell)}
                  aria-label={`${cell.grade ?? words.none}${cell.rank ?? ''}: ${cell.count}${cell.more ? ` (${signed(cell.more)})` : ''}`}
                  tabIndex={cell === entry ? 0 : -1}
                  style={{ '--share': share(cell.count, most) }}
                  onClick={() => selectCell(cell.grade, cell.rank)}
                >
                  <b>{count(cell.count)}</b>
                  {cell.more !== 0 && <More more={cell.more} />}
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Moves the focus by a row or a column; the right arrow moves right in both writing directions. */
function step(event: KeyboardEvent): void {
  const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
  const table = event.currentTarget as HTMLTableElement
  const cell = (event.target as HTMLElement).closest('td')
  if (!by || !cell) return
  const [rows = 0, columns = 0] = by
  const mirrored = getComputedStyle(table).direction === 'rtl' ? -1 : 1
  const row = table.rows[(cell.parentElement as HTMLTableRowElement).rowIndex + rows]
  const next = row?.cells[cell.cellIndex + columns * mirrored]?.querySelector('button')
  if (!next) return
  event.preventDefault()
  next.focus()
}

const signed = (more: number) => `${more > 0 ? '+' : '−'}${count(Math.abs(more))}`

export function More({ more }: { more: number }) {
  return <span class={`more ${more > 0 ? 'up' : 'down'}`} dir="ltr">{signed(more)}</span>
}

function Flows({ flows, words }: { flows: readonly Flow[]; words: Words }) {
  const name = ({ grade, rank, stage }: Flow['from'], other: Flow['from']) => {
    const cell = `${grade ?? ''}${rank ?? ''}` || words.none
    return stage !== other.stage && stage !== null ? `${cell} ${stage}` : cell
  }
  return (
    <ul class="flows">
      {flows.map(({ from, to, leads }) => (
        <li key={JSON.stringify([from, to])}>
          <button onClick={() => selectFlow(from, to)}>
            <bdi>{name(from, to)}</bdi> <span class="arrow">→</span> <bdi>{name(to, from)}</bdi> <b>{count(leads)}</b>
          </button>
        </li>
      ))}
    </ul>
  )
}
