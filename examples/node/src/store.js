// What is known of each lead, in an embedded database (LMDB): a transaction is on the disk, whole,
// before anybody hears of it, whatever becomes of the process then.
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
    /** @returns {object} what is known about a lead */
    profile: (lead) => profiles.get(lead) ?? { lead },
    setProfile: (lead, profile) => environment.transaction(() => profiles.put(lead, profile)),
    /** @returns {string | undefined} what was answered to an event of a lead */
    answer: (lead, id) => answers.get([lead, id]),
    /** Does all of `work` in one transaction, alone; resolves once it is on the disk. */
    together: (work) => environment.transaction(work),
    put({ lead, id, bytes, answer, day }) {
      histories.put(lead, bytes)
      answers.put([lead, id], answer)
      if (day) due.put(lead, day)
      else due.remove(lead)
    },
    /** Leads of which a label changes by a day though nothing happens. */
    dueBy: (day) =>
      [...due.getRange()].filter(({ value }) => value <= day).map(({ key, value }) => ({ lead: key, day: value })),
    histories: () => [...histories.getRange()].map(({ key, value }) => [key, value]),
    close: () => environment.close(),
  }
}
