// @wordpress/api-fetch with the middlewares that WordPress's own pages use: root address, nonce, paging, media, method override.
const { assert, step, runAll, signIn, SITE, LOGIN } = require('./steps.cjs');
const apiFetch = require('@wordpress/api-fetch').default;
const fs = require('node:fs');

const plain = globalThis.fetch;
let cookie = '';
globalThis.window = globalThis;
globalThis.fetch = (address, options = {}) => plain(address, { ...options, headers: { ...(options.headers || {}), ...(cookie ? { cookie } : {}) } });
apiFetch.use(apiFetch.createRootURLMiddleware(`${SITE}/wp-json/`));
let post;

step('reads without signing in', async () => {
  assert.equal((await apiFetch({ path: '/wp/v2/posts?per_page=3' })).length, 3);
});
step('reads every page where it is asked for all', async () => {
  assert.equal((await apiFetch({ path: '/wp/v2/posts?per_page=-1' })).length, 6);
});
step('gives the whole answer with its headers', async () => {
  const answer = await apiFetch({ path: '/wp/v2/posts?per_page=1', parse: false });
  assert.equal(answer.headers.get('X-WP-Total'), '6');
});
step('errors are objects with a code', async () => {
  await assert.rejects(apiFetch({ path: '/wp/v2/posts/999999' }), (error) => error.code === 'rest_post_invalid_id' && error.data.status === 404);
});
step('signs in and takes the first nonce', async () => {
  const signed = await signIn();
  cookie = signed.cookie;
  apiFetch.nonceMiddleware = apiFetch.createNonceMiddleware(signed.nonce);
  apiFetch.use(apiFetch.nonceMiddleware);
  apiFetch.nonceEndpoint = `${SITE}/wp-admin/admin-ajax.php?action=rest-nonce`;
  assert.equal((await apiFetch({ path: '/wp/v2/users/me?context=edit' })).username, LOGIN);
});
step('a nonce that is too old is renewed on the way', async () => {
  apiFetch.nonceMiddleware.nonce = '0123456789';
  assert.equal((await apiFetch({ path: '/wp/v2/users/me?context=edit' })).username, LOGIN);
});
step('makes, changes with PUT and deletes with DELETE', async () => {
  post = await apiFetch({ path: '/wp/v2/posts', method: 'POST', data: { title: 'Fetched', status: 'publish' } });
  assert.equal((await apiFetch({ path: `/wp/v2/posts/${post.id}`, method: 'PUT', data: { title: 'Put' } })).title.raw, 'Put');
  assert.equal((await apiFetch({ path: `/wp/v2/posts/${post.id}?force=true`, method: 'DELETE' })).deleted, true);
});
step('uploads by form', async () => {
  const body = new FormData();
  body.append('file', new Blob([fs.readFileSync(process.env.PICTURE)], { type: 'image/png' }), 'quay.png');
  const file = await apiFetch({ path: '/wp/v2/media', method: 'POST', body });
  assert.equal(file.mime_type, 'image/png');
  await apiFetch({ path: `/wp/v2/media/${file.id}?force=true`, method: 'DELETE' });
});
step('asks many things at once', async () => {
  const answer = await apiFetch({ path: '/batch/v1', method: 'POST', data: { requests: [1, 2].map((number) => ({ path: '/wp/v2/tags', method: 'POST', body: { name: `batch ${number}` } })) } });
  assert.deepEqual(answer.responses.map((one) => one.status), [201, 201]);
});
step('asks what a route takes', async () => {
  const answer = await apiFetch({ path: '/wp/v2/posts', method: 'OPTIONS' });
  assert.ok(answer.schema.properties.title);
});
runAll();
