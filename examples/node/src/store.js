// Stores histories, profiles and answers in an embedded database (LMDB). A transaction is complete
// on disk before its answer is sent, so a killed process loses nothing.
import { open } from 'lmdb'

/** @param {string} path folder of the database */
export function openStore(path) {
  const environment = open({ path, compression: false })
  const histories = environment.openDB({ name: 'histories', encoding: 'binary' })
  const profiles = environment.openDB({ name: 'profiles', encoding: 'json' })
  const answers = environment.openDB({ name: 'answers', encoding: 'string' })
  const due = environment.openDB({ name: 'due', encoding: 'json' })
  return {
    /** @returns {Buffer | undefined} the stored history of a lead */
    history: (lead) => histories.get(lead),
    /** @returns {object} the profile of a lead */
    profile: (lead) => profiles.get(lead) ?? { lead },
    setProfile: (lead, profile) => environment.transaction(() => profiles.put(lead, profile)),
    /** @returns {string | undefined} the stored answer to an event of a lead */
    answer: (lead, id) => answers.get([lead, id]),
    /** Runs `work` in one exclusive transaction; resolves once it is on disk. */
    transaction: (work) => environment.transaction(work),
    put({ lead, id, bytes, answer, day }) {
      histories.put(lead, bytes)
      answers.put([lead, id], answer)
      if (day) due.put(lead, day)
      else due.remove(lead)
    },
    /** The leads with a label that changes on or before a day without new events. */
    dueBy: (day) =>
      [...due.getRange()].filter(({ value }) => value <= day).map(({ key, value }) => ({ lead: key, day: value })),
    histories: () => [...histories.getRange()].map(({ key, value }) => [key, value]),
    close: () => environment.close(),
  }
}
