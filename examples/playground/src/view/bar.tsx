// The bar: the open files, the instant, and the language.
import { dayPlus, openFiles, openSample, setAsOf, speak } from '../actions.ts'
import { SAMPLES, type SampleName } from '../samples.ts'
import type { State } from '../state.ts'
import { count, LANGUAGES, type Language, type Words } from '../words.ts'

interface Props {
  state: Readonly<State>
  words: Words
}

export function Bar({ state, words }: Props) {
  const { loaded } = state
  return (
    <header>
      <div class="title">
        <h1>leadgrade</h1>
        <p>{words.title}. {words.intro}</p>
        <label>
          <span class="hidden">{words.language}</span>
          <select value={state.language} onChange={(event) => speak(event.currentTarget.value as Language)}>
            {Object.entries(LANGUAGES).map(([code, { name }]) => <option key={code} value={code} lang={code}>{name}</option>)}
          </select>
        </label>
      </div>
      <div class="controls">
        <label>
          {words.sample}
          <select value={state.sample ?? ''} onChange={(event) => void openSample(event.currentTarget.value as SampleName)}>
            {!state.sample && <option value="">–</option>}
            {Object.keys(SAMPLES).map((name) => <option key={name} value={name}>{words.samples[name as SampleName]}</option>)}
          </select>
        </label>
        <Open words={words} />
        <p class="loaded" title={words.openHint}>
          {words.profiles}: <b>{count(loaded.profiles)}</b> · {words.events}: <b>{count(loaded.events)}</b>
          <br />
          <small>{state.sample ? words.madeUp : words.ownData}</small>
        </p>
        <Instant state={state} words={words} />
      </div>
    </header>
  )
}

function Open({ words }: { words: Words }) {
  const chosen = (input: HTMLInputElement) => {
    void openFiles([...(input.files ?? [])])
    input.value = ''
  }
  return (
    <label class="open" title={words.openHint}>
      {words.open}
      <input type="file" multiple accept=".toml,.json,.jsonl,.ndjson,.csv,.tsv,text/csv" onChange={(event) => chosen(event.currentTarget)} />
    </label>
  )
}

const DAY = 86_400_000

/** A slider over the days of the events, with a margin on both sides, and a field for the day. */
function Instant({ state: { asOf, loaded }, words }: Props) {
  const last = dayPlus(loaded.days?.last ?? asOf, 120)
  const start = dayPlus(loaded.days?.last ?? asOf, -730)
  const early = loaded.days ? dayPlus(loaded.days.first, -30) : start
  const first = early > start ? early : start
  const day = (text: string) => Math.round(Date.parse(text) / DAY)
  const text = (days: number) => new Date(days * DAY).toISOString().slice(0, 10)
  return (
    <fieldset class="instant">
      <legend class="hidden">{words.asOf}</legend>
      <label>
        {words.asOf}
        <input type="date" value={asOf} min="1900-01-01" max="2200-12-31" onChange={(event) => setAsOf(event.currentTarget.value)} />
      </label>
      <input
        type="range"
        dir="ltr"
        aria-label={words.asOf}
        aria-valuetext={asOf}
        min={day(first)}
        max={day(last)}
        value={day(asOf)}
        onInput={(event) => setAsOf(text(event.currentTarget.valueAsNumber))}
      />
    </fieldset>
  )
}
