// Retries, duplicates, wrong input, and a process that is killed repeatedly.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { History, Model } from 'leadgrade'
import { server } from '../src/server.js'
import { openStore } from '../src/store.js'

const model = Model.fromToml(readFileSync(new URL('../../models/office-supplies.toml', import.meta.url)))
const folders = []
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'leads-')))
  return folders.at(-1)
}
after(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })))

/** A service on an empty store, without a network. */
function service(t) {
  const store = openStore(folder())
  const app = server(model, store)
  t.after(async () => {
    await app.close()
    await store.close()
  })
  const send = async (method, url, payload) => {
    const reply = await app.inject({ method, url, payload })
    return { status: reply.statusCode, body: reply.body && reply.json() }
  }
  return { store, send }
}

const visit = (id, day, more) => ({ event: 'quote_request', at: `2026-11-${day}T10:00:00Z`, id, ...more })

test('the answer says which labels the event changed', async (t) => {
  const { send } = service(t)
  await send('PUT', '/leads/L-7', { employees: 1200, industry: 'Legal', title: 'Office Manager' })
  const { status, body } = await send('POST', '/leads/L-7/events', visit('e-1', '20'))
  assert.equal(status, 200)
  assert.equal(body.seen, 'counted')
  const rank = body.changes.find(({ label }) => label === 'rank')
  assert.ok(rank.to < rank.from, JSON.stringify(body))
  assert.match(body.look_again, /^\d{4}-\d\d-\d\d$/)
  const due = await send('GET', `/due/${body.look_again}`)
  assert.deepEqual(due.body, [{ lead: 'L-7', day: body.look_again }])
})

test('a retry gets the same answer and counts nothing twice', async (t) => {
  const { store, send } = service(t)
  const first = await send('POST', '/leads/L-7/events', visit('e-1', '20'))
  const bytes = store.history('L-7')
  await send('POST', '/leads/L-7/events', visit('e-2', '21'))
  const again = await send('POST', '/leads/L-7/events', visit('e-1', '20'))
  assert.deepEqual(again, first)
  const { history } = model.history([visit('e-1', '20'), visit('e-2', '21')])
  assert.ok(new History(store.history('L-7')).equals(history))
  assert.ok(!bytes.equals(store.history('L-7')))
})

test('duplicates at the same moment count once', async (t) => {
  const { store, send } = service(t)
  const sent = Array.from({ length: 40 }, (_, at) => send('POST', '/leads/L-7/events', visit(`e-${at % 4}`, '20')))
  const answers = await Promise.all(sent)
  assert.ok(answers.every(({ status }) => status === 200))
  assert.equal(new History(store.history('L-7')).info().events, 4)
})

test('what cannot be used is refused with its place, and nothing is stored', async (t) => {
  const { store, send } = service(t)
  const bad = await send('POST', '/leads/L-7/events', { event: 'order', at: 'soon', id: 'e-1', value: 'much' })
  assert.equal(bad.status, 422)
  assert.deepEqual(bad.body.problems.map(({ code, path }) => [code, path]).sort(), [
    ['unreadable_instant', '/at'],
    ['wrong_type', '/value'],
  ])
  const without = await send('POST', '/leads/L-7/events', { event: 'order', at: '2026-11-20' })
  assert.equal(without.status, 400)
  assert.match(without.body.problems[0].message, /id/)
  assert.equal(store.history('L-7'), undefined)
})

/** Starts the program on a store; resolves with its address. */
async function start(store) {
  const main = new URL('../src/main.js', import.meta.url).pathname
  const child = spawn(process.execPath, [main, '--port', '0', '--store', store], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const started = new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())))
  const address = await Promise.race([started, ended])
  assert.match(String(address), /^http:/, 'it did not start')
  return { address, kill: () => (child.kill('SIGKILL'), ended) }
}

/**
 * Sends an event to a process that may be killed at any time; resolves with its answer, or with undefined. Each
 * event has its own connection, which ends with an answer, an error or `close`, so that the test never waits forever.
 */
function post(address, { lead, event }) {
  const options = { method: 'POST', agent: false, headers: { 'content-type': 'application/json' } }
  return new Promise((resolve) => {
    const sent = request(`${address}/leads/${lead}/events`, options, async (reply) => {
      try {
        resolve({ status: reply.statusCode, text: await text(reply) })
      } catch {
        resolve()
      }
    })
    sent.on('error', () => resolve())
    sent.on('close', () => sent.res || resolve())
    sent.end(JSON.stringify(event))
  })
}

test('killed again and again it ends with the same histories and answers', { timeout: 300_000 }, async () => {
  const path = folder()
  const leads = ['L-1', 'L-2', 'L-3']
  const events = Array.from({ length: 150 }, (_, at) => ({
    lead: leads[at % 3],
    event: visit(`e-${at}`, String(10 + (at % 12)), { event: at % 5 ? 'quote_request' : 'order', value: at }),
  }))
  const answers = new Map()
  let kills = 0
  let next = 0
  while (next < events.length) {
    const { address, kill } = await start(path)
    // Killed after a number of answers, during the next event, so that the number of kills does not depend on the machine.
    let left = 4 + ((kills * 7) % 13)
    let killed
    while (!killed && next < events.length) {
      const sent = post(address, events[next])
      if (left === 0) killed = setTimeout((kills * 5) % 23).then(kill)
      left -= 1
      const answer = await sent
      if (answer === undefined) {
        assert.ok(killed, 'it ended by itself')
        continue
      }
      assert.equal(answer.status, 200, answer.text)
      // A repeated event gets the same answer.
      const { id } = events[next].event
      assert.equal(answers.get(id) ?? answer.text, answer.text)
      answers.set(id, answer.text)
      // Every third event is sent twice, as by a sender that missed the answer.
      if (next % 3 || Math.random() < 0.5) next += 1
    }
    await (killed ?? kill())
    kills += 1
  }
  assert.ok(kills > 5, `${kills} kills`)
  const store = openStore(path)
  const undisturbed = openStore(folder())
  const app = server(model, undisturbed)
  for (const { lead, event } of events) {
    const reply = await app.inject({ method: 'POST', url: `/leads/${lead}/events`, payload: event })
    assert.equal(answers.get(event.id), reply.body)
  }
  assert.deepEqual(store.histories(), undisturbed.histories())
  assert.equal(store.histories().length, 3)
  await Promise.all([app.close(), store.close(), undisturbed.close()])
})
