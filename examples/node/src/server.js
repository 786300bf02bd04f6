// The webhook: POST /leads/:lead/events takes one event, PUT /leads/:lead takes a profile.
import Fastify from 'fastify'
import { LeadgradeError } from 'leadgrade'
import { createReceiver } from './receiver.js'

const EVENT = {
  type: 'object',
  required: ['event', 'at', 'id'],
  properties: { event: { type: 'string' }, at: { type: 'string' }, id: { type: 'string', minLength: 1, maxLength: 200 } },
}
const LEAD = { type: 'object', properties: { lead: { type: 'string', minLength: 1, maxLength: 200 } } }

/**
 * @param {import('leadgrade').Model} model
 * @param {ReturnType<import('./store.js').openStore>} store
 */
export function server(model, store) {
  const app = Fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } })
  const receiver = createReceiver(model, store)

  app.post('/leads/:lead/events', { schema: { params: LEAD, body: EVENT } }, async (request, reply) => {
    const answer = await receiver.take(request.params.lead, request.body)
    return reply.type('application/json').send(answer)
  })
  app.put('/leads/:lead', { schema: { params: LEAD, body: { type: 'object' } } }, async (request, reply) => {
    const { lead } = request.params
    await store.setProfile(lead, { ...request.body, lead })
    return reply.code(204).send()
  })
  app.get('/due/:day', async (request) => store.dueBy(request.params.day))

  app.setErrorHandler((error, _, reply) => {
    if (error instanceof LeadgradeError) return reply.code(422).send({ problems: error.problems })
    return reply.code(error.statusCode ?? 500).send({ problems: [{ message: error.message }] })
  })
  return app
}
