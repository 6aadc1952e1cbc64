// A whole Bluesky network on this machine: PLC, PDS and AppView. Prints a line of JSON once it answers.
// In the environment: DB_POSTGRES_URL, REDIS_HOST, and the ports PLC, PDS, BSKY.
import { TestNetwork, mockMailer } from '@atproto/dev-env'

// Its servers listen wherever they can be reached; a test's server is for this machine alone.
const { Server } = await import('node:net')
const listen = Server.prototype.listen
Server.prototype.listen = function (...args) {
  if (typeof args[0] === 'number') {
    const done = typeof args.at(-1) === 'function' ? args.at(-1) : undefined
    return listen.call(this, { port: args[0], host: '127.0.0.1' }, done)
  }
  if (args[0] && typeof args[0] === 'object' && 'port' in args[0]) args[0] = { ...args[0], host: '127.0.0.1' }
  return listen.apply(this, args)
}

const port = (name) => Number(process.env[name])
const net = await TestNetwork.create({
  dbPostgresSchema: 'meja',
  plc: { port: port('PLC') },
  pds: { port: port('PDS'), hostname: 'localhost' },
  bsky: { port: port('BSKY') },
})
mockMailer(net.pds)
console.log(JSON.stringify({ pds: net.pds.url, bsky: net.bsky.url }))
