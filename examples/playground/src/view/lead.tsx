// One lead: the sources of its points, how they change, and the next steps.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Comparison, Explained, ExplainedSection } from 'leadgrade-wasm'
import { openLead } from '../actions.ts'
import type { Story } from '../engine/protocol.ts'
import type { State } from '../state.ts'
import { filled, type Words } from '../words.ts'
import { course, waterfall } from './charts.ts'
import { Figure } from './figure.tsx'
import { More } from './grid.tsx'

interface Props {
  state: Readonly<State>
  words: Words
}

const SECTIONS = ['fit', 'engagement', 'cycle', 'readiness'] as const

export function LeadView({ state, words }: Props) {
  const { lead, story, asOf } = state
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (story) head.current?.focus()
  }, [lead, story === null])
  if (lead === null || !story) return null
  const { assessment } = story.explained
  const labels: [string, string | number | null | undefined][] = [
    [words.excluded, assessment.excluded],
    [words.cell, assessment.cell],
    [words.stage, assessment.stage?.name],
    [words.persona, assessment.persona],
    [words.qualification, assessment.qualification],
    [words.priority, assessment.priority],
    [words.due, assessment.cycle?.due],
  ]
  return (
    <section class="lead" aria-labelledby="lead">
      <div class="tools">
        <h2 id="lead" ref={head} tabIndex={-1}>{words.lead} <bdi>{lead}</bdi></h2>
        <button onClick={() => void openLead(null)}>{words.close}</button>
      </div>
      <dl>
        {labels.filter(([, said]) => said != null).map(([name, said]) => (
          <div key={name}><dt>{name}</dt><dd dir="auto">{said}</dd></div>
        ))}
      </dl>
      {story.change && <Changed change={story.change} words={words} />}
      <Ledger explained={story.explained} words={words} />
      <h3>{words.course}</h3>
      <Figure name={words.course} draw={() => course(story, asOf, words)} of={[story, asOf, words]} />
      <Ahead story={story} words={words} />
      <Decided explained={story.explained} words={words} />
      <Events events={story.events} words={words} />
    </section>
  )
}

function Ledger({ explained: { explanation }, words }: { explained: Explained; words: Words }) {
  const known = SECTIONS.filter((name) => explanation[name])
  const [chosen, choose] = useState<(typeof SECTIONS)[number]>('engagement')
  const name = known.includes(chosen) ? chosen : known[0]
  const section = name && explanation[name]
  if (!section) return null
  return (
    <>
      <h3>{words.ledger}</h3>
      <div role="group" aria-label={words.ledger} class="tabs">
        {known.map((one) => (
          <button key={one} aria-pressed={one === name} onClick={() => choose(one)}>{words.sections[one]} <b dir="ltr">{explanation[one]?.points}</b></button>
        ))}
      </div>
      <Figure name={words.ledger} draw={() => waterfall(section, words)} of={[section, words]} />
      <Entries section={section} words={words} />
    </>
  )
}

/** All entries as a table, including those of 0 points. */
function Entries({ section, words }: { section: ExplainedSection; words: Words }) {
  return (
    <details>
      <summary>{words.entries} <span class="count">{section.entries.length}</span></summary>
      <table class="list">
        <thead><tr><th scope="col">{words.entry}</th><th scope="col">{words.points}</th><th scope="col">{words.detail}</th></tr></thead>
        <tbody>
          {section.entries.map(({ source, name, points, detail }, at) => (
            <tr key={at}>
              <th scope="row"><small>{source}</small> <bdi>{name}</bdi></th>
              <td class="number" dir="ltr">{points}</td>
              <td><small dir="auto">{detail && Object.entries(detail).map(([key, value]) => `${key} ${valueText(value)}`).join(' · ')}</small></td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

const valueText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  if (typeof value !== 'object' || value === null) return String(value ?? '–')
  return Object.entries(value).map(([name, one]) => `${name}: ${valueText(one)}`).join(', ') || '–'
}

function Changed({ change, words }: { change: Comparison; words: Words }) {
  const sections = SECTIONS.filter((name) => (change[name]?.entries.length ?? 0) > 0)
  if (sections.length + change.labels.length === 0) return null
  return (
    <div class="changed">
      <h3>{words.change}</h3>
      <ul>
        {change.labels.map(({ label, from, to }) => (
          <li key={label}>{words.labels[label] ?? label}: <s><bdi>{valueText(from)}</bdi></s> <span class="arrow">→</span> <b><bdi>{valueText(to)}</bdi></b></li>
        ))}
        {sections.flatMap((section) =>
          (change[section]?.entries ?? []).map(({ name, source, difference, from, to }) => (
            <li key={`${section}${source}${name}`}>
              {words.sections[section]} · <bdi>{source === 'clamp' ? filled(words.clamp, { name }) : name}</bdi>: <span dir="ltr">{from} → {to}</span> <More more={difference} />
            </li>
          )),
        )}
      </ul>
    </div>
  )
}

function Ahead({ story: { next, explained }, words }: { story: Story; words: Words }) {
  const steps = explained.assessment.next_steps
  return (
    <>
      <h3>{words.nextChange}</h3>
      {next ? (
        <p class="next">
          <b>{next.day}</b>{' '}
          {next.changes.map(({ label, from, to }) => (
            <span key={label}>{words.labels[label] ?? label}: <bdi>{valueText(from)}</bdi> <span class="arrow">→</span> <b><bdi>{valueText(to)}</bdi></b> </span>
          ))}
        </p>
      ) : <p class="hint">{words.noChange}</p>}
      {steps && (
        <>
          <h3>{words.nextSteps}</h3>
          {steps.length === 0 && <p class="hint">{words.noSteps}</p>}
          <ol>
            {steps.map(({ name, topic, channel, wanted, permitted, reason, earliest }) => (
              <li key={`${name}${topic}`}>
                <b dir="auto">{name}</b> {topic && <bdi>{topic}</bdi>} {(channel ?? wanted) && <>· <bdi>{channel ?? wanted}</bdi></>}{' '}
                {permitted ? <span class="ready">{words.permitted}</span> : <span class="bad">{reason}</span>} {earliest && <time>{earliest.slice(0, 16).replace('T', ' ')} UTC</time>}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

function Decided({ explained: { explanation }, words }: { explained: Explained; words: Words }) {
  if (explanation.decided.length === 0) return null
  return (
    <details>
      <summary>{words.decided} <span class="count">{explanation.decided.length}</span></summary>
      <ul>
        {explanation.decided.map(({ of, name, conditions }) => (
          <li key={`${of}${name}`}>
            {of}: <b><bdi>{name}</bdi></b>
            <ul>
              {conditions.map(({ fact, operator, against, value, holds }, at) => (
                <li key={at} class={holds ? 'holds' : 'fails'}>
                  <code dir="auto">{fact}</code> <i>{valueText(value)}</i> {operator} <code dir="auto">{valueText(against)}</code> {holds ? '✓' : '✗'}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The number of events that are listed, the latest first. */
const MOST_EVENTS = 200

function Events({ events, words }: { events: Story['events']; words: Words }) {
  const latest = [...events].sort((a, b) => String(b.at).localeCompare(String(a.at))).slice(0, MOST_EVENTS)
  return (
    <details>
      <summary>{words.history} <span class="count">{events.length}</span></summary>
      <ul class="events">
        {latest.map(({ event, at, value, id: _, ...rest }, row) => (
          <li key={row}>
            <time dir="ltr">{String(at)}</time> <b dir="auto">{event}</b> {value != null && <span dir="ltr">{String(value)}</span>}{' '}
            <small dir="auto">{Object.values(rest).filter((one) => one != null).map(valueText).join(' · ')}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}
