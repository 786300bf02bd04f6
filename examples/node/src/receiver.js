// Receives events: finds the labels that an event changes, and the day of the next change.
import { History, LeadgradeError } from 'leadgrade'

/**
 * @param {import('leadgrade').Model} model
 * @param {ReturnType<import('./store.js').openStore>} store
 */
export function createReceiver(model, store) {
  /** The labels that differ between two histories of a lead, at the instant of the later one. */
  function changes(profile, before, after) {
    const as_of = after.info().latest
    if (as_of === null) return []
    const [was, is] = [before, after].map((events) => model.assess({ profile, events, as_of }))
    return labels(was.assessment, is.assessment)
  }

  /** The next day on which a label changes without new events. */
  function nextDay(profile, history) {
    const as_of = history.info().latest
    return as_of === null ? null : (model.nextChange({ profile, events: history, as_of })?.day ?? null)
  }

  function receive(lead, event) {
    const stored = store.history(lead)
    const before = new History(stored)
    const history = new History(stored)
    const { seen, rejects } = history.observe(model, event)
    if (seen === 'rejected') throw new LeadgradeError(rejects.map(problem))
    const profile = store.profile(lead)
    const day = nextDay(profile, history)
    const answer = { lead, seen, changes: changes(profile, before, history), look_again: day }
    return { history, day, answer: JSON.stringify(answer) }
  }

  return {
    /**
     * Takes an event of a lead. A repeated event gets the same answer and changes nothing, since
     * the sender may not have received the first answer.
     * @returns {Promise<string>} JSON text
     */
    async take(lead, event) {
      const id = String(event.id)
      return store.transaction(() => {
        const given = store.answer(lead, id)
        if (given !== undefined) return given
        const { history, day, answer } = receive(lead, event)
        store.put({ lead, id, bytes: history.toBytes(), answer, day })
        return answer
      })
    },
  }
}

const problem = ({ code, column, reason }) => ({
  code,
  path: column === null ? '' : `/${column}`,
  message: reason,
  help: '',
})

const LABELS = {
  excluded: (found) => found.excluded,
  grade: (found) => found.fit?.grade,
  rank: (found) => found.engagement?.rank,
  ready: (found) => found.readiness?.ready,
  stage: (found) => found.stage?.name,
  qualification: (found) => found.qualification,
}

function labels(was, is) {
  return Object.entries(LABELS).flatMap(([label, of]) => {
    const [from, to] = [of(was) ?? null, of(is) ?? null]
    return from === to ? [] : [{ label, from, to }]
  })
}
