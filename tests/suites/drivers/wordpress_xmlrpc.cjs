// The npm package wordpress: posts, terms, files over XML-RPC.
const { assert, step, runAll, SITE, LOGIN, PASSWORD, PICTURE } = require('./steps.cjs');
const fs = require('node:fs');
const wordpress = require('wordpress');

const client = wordpress.createClient({ url: SITE, username: LOGIN, password: PASSWORD });
const ask = (name, ...words) => new Promise((done, fail) => client[name](...words, (error, answer) => (error ? fail(error) : done(answer))));
let id;

step('lists posts', async () => {
  assert.equal((await ask('getPosts', { number: 4 }, ['title', 'id'])).length, 4);
});
step('makes, changes and deletes a post', async () => {
  id = await ask('newPost', { title: 'Over the wire', content: 'Text & more', status: 'publish', termNames: { post_tag: ['npm'] } });
  assert.ok(Number(id) > 0);
  await ask('editPost', id, { title: 'Over the wire again' });
  assert.equal((await ask('getPost', id)).title, 'Over the wire again');
  await ask('deletePost', id);
});
step('types, taxonomies and terms', async () => {
  assert.ok((await ask('getPostType', 'post')).name);
  assert.ok((await ask('getTaxonomy', 'category')).name);
  assert.ok(Array.isArray(await ask('getTerms', 'category')));
});
step('uploads a file', async () => {
  const file = await ask('uploadFile', { name: 'npm.png', type: 'image/png', bits: fs.readFileSync(PICTURE) });
  assert.match(file.url, /npm.*\.png$/);
});
step('a wrong password is refused', async () => {
  const stranger = wordpress.createClient({ url: SITE, username: LOGIN, password: 'wrong' });
  await assert.rejects(new Promise((done, fail) => stranger.getPosts((error, answer) => (error ? fail(error) : done(answer)))));
});
runAll();
