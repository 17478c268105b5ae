// A PLC directory and a PDS in memory, with one account. Prints where they are as JSON, and runs until its input ends.
import { TestNetworkNoAppView } from '@atproto/dev-env'

const network = await TestNetworkNoAppView.create({})
const agent = network.pds.getClient ? network.pds.getClient() : network.pds.getAgent()
const handle = 'harbour.test'
const password = 'the-owner-signs-in'
await agent.createAccount({ handle, email: 'harbour@news.example', password })
const made = await agent.com.atproto.server.createAppPassword({ name: 'newsroom' })
console.log(JSON.stringify({ url: network.pds.url, handle, password: made.data.password }))
process.stdin.resume()
process.stdin.on('end', async () => {
  await network.close()
  process.exit(0)
})
