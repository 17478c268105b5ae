// Named steps of one client, each told as it ends; the process ends with the number of those that failed.
const assert = require('node:assert/strict');
const { SITE, LOGIN, PASSWORD, APPLICATION_PASSWORD, PICTURE } = process.env;
const steps = [];

function step(name, run) { steps.push([name, run]); }

async function runAll() {
  let failed = 0;
  for (const [name, run] of steps) {
    try {
      await run();
      console.log(`ok      ${name}`);
    } catch (error) {
      failed += 1;
      const words = error instanceof Error ? error.stack.split('\n').slice(0, 4).join(' ') : JSON.stringify(error);
      console.log(`FAILED  ${name}: ${words}`);
    }
  }
  process.exit(failed ? 1 : 0);
}

// Signs in as a browser does and asks for the first nonce.
async function signIn() {
  const answer = await fetch(`${SITE}/wp-login.php`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ log: LOGIN, pwd: PASSWORD }),
  });
  assert.equal(answer.status, 302);
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const nonce = await (await fetch(`${SITE}/wp-admin/admin-ajax.php?action=rest-nonce`, { headers: { cookie } })).text();
  assert.match(nonce, /^[0-9a-f]{10}$/);
  return { cookie, nonce };
}

module.exports = { assert, step, runAll, signIn, SITE, LOGIN, PASSWORD, APPLICATION_PASSWORD, PICTURE };
