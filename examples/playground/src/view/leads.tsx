// The leads of a cell, a stage or a move, by priority.
import type { LeadColumns } from 'leadgrade-wasm'
import { allListed, openLead, select } from '../actions.ts'
import { csvOf, rowsOf, save } from '../save.ts'
import { PAGE, type PlaceFilter, type Selection, type State } from '../state.ts'
import { count, filled, type Words } from '../words.ts'

interface Props {
  state: Readonly<State>
  words: Words
}

export function LeadList({ state, words }: Props) {
  const { selection, leads, picture } = state
  if (!picture) return null
  const change = (part: object) => select({ ...selection, page: 0, ...part })
  return (
    <section class="leads">
      <div class="tools">
        <h2>{words.leads} {selection && <PlaceName {...selection} words={words} />}</h2>
        <input
          type="search"
          placeholder={words.search}
          aria-label={words.search}
          value={selection?.contains ?? ''}
          onInput={(event) => change({ contains: event.currentTarget.value })}
        />
        {picture.moves && selection && (
          <label class="switch">
            <input type="checkbox" checked={selection.moved} onChange={(event) => change({ moved: event.currentTarget.checked })} />
            {words.onlyMoved}
          </label>
        )}
        {leads && leads.count > 0 && <Export state={state} words={words} />}
      </div>
      {!selection && <p class="hint">{words.chooseCell}</p>}
      {selection && leads && (
        <>
          <Table {...{ state, words }} now={leads.leads} before={leads.before} />
          <Pages all={leads.count} page={selection.page} words={words} turn={(page) => change({ page })} />
        </>
      )}
    </section>
  )
}

function PlaceName({ at, from, words }: Pick<Selection, 'at' | 'from'> & { words: Words }) {
  const name = ({ stage, grade, rank }: PlaceFilter) => {
    const cell = grade === undefined ? '' : `${grade ?? ''}${rank ?? ''}` || words.none
    return [cell, stage === undefined ? '' : (stage ?? words.none)].filter(Boolean).join(' · ')
  }
  if (!from) return <bdi>{name(at) || words.all}</bdi>
  return <><bdi>{name(from)}</bdi> <span class="arrow">→</span> <bdi>{name(at)}</bdi></>
}

function Export({ state, words }: Props) {
  const saved = async (format: 'csv' | 'json') => {
    const leads = await allListed()
    if (!leads) return
    if (format === 'csv') save(`${state.name}-${state.asOf}.csv`, csvOf(leads), 'text/csv')
    else save(`${state.name}-${state.asOf}.json`, JSON.stringify(rowsOf(leads), null, 1), 'application/json')
  }
  return (
    <span role="group" aria-label={words.saveLeads} class="export">
      {words.saveLeads} <button onClick={() => void saved('csv')}>CSV</button>
      <button onClick={() => void saved('json')}>JSON</button>
    </span>
  )
}

interface TableProps extends Props {
  now: LeadColumns
  before: LeadColumns | null
}

function Table({ state, words, now, before }: TableProps) {
  const heads = [words.lead, words.cell, words.stage, words.fit, words.engagement, words.readiness, words.qualification, words.priority]
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={words.leads}>
      <table class="list">
        <thead>
          <tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr>
        </thead>
        <tbody>
          {now.lead.map((lead, row) => (
            <tr key={lead} aria-selected={lead === state.lead}>
              <th scope="row">
                <button class="link" onClick={() => void openLead(lead)}><bdi>{lead}</bdi></button>
              </th>
              <td><Moved was={before?.cell[row]} is={now.excluded[row] ? words.excluded : now.cell[row]} /></td>
              <td><Moved was={before?.stage[row]} is={now.stage[row]} /></td>
              <td class="number"><Moved was={before?.fit_points[row]} is={now.fit_points[row]} /></td>
              <td class="number"><Moved was={before?.engagement_points[row]} is={now.engagement_points[row]} /></td>
              <td class="number">{now.readiness_points[row]} {now.ready[row] && <span class="ready">{words.ready}</span>}</td>
              <td dir="auto">{now.qualification[row]}</td>
              <td class="number">{now.priority[row]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Said = string | number | null | undefined

/** A value, after its earlier value if that differs. */
function Moved({ was, is }: { was: Said; is: Said }) {
  if (was === undefined || was === is) return <bdi>{is}</bdi>
  return (
    <>
      <s><bdi>{was ?? '–'}</bdi></s> <span class="arrow">→</span> <bdi>{is ?? '–'}</bdi>
    </>
  )
}

interface PagesProps {
  all: number
  page: number
  words: Words
  turn(page: number): void
}

function Pages({ all, page, words, turn }: PagesProps) {
  const from = page * PAGE
  const to = Math.min(from + PAGE, all)
  return (
    <p class="pages">
      <button disabled={page === 0} onClick={() => turn(page - 1)}>{words.previous}</button>
      <span role="status">{filled(words.of, { from: all && from + 1, to, count: count(all) })}</span>
      <button disabled={to >= all} onClick={() => turn(page + 1)}>{words.next}</button>
    </p>
  )
}
