// wordpress-api-client: typed endpoints over fetch, by application password.
const { assert, step, runAll, SITE, LOGIN, APPLICATION_PASSWORD } = require('./steps.cjs');
const WpApiClient = require('wordpress-api-client').default;

const reader = new WpApiClient(SITE);
const writer = new WpApiClient(SITE, { auth: { type: 'basic', username: LOGIN, password: APPLICATION_PASSWORD } });
let made;

step('finds posts', async () => {
  assert.equal((await reader.post().find(new URLSearchParams({ per_page: '4' }))).length, 4);
  assert.equal((await reader.post().find(4101))[0].id, 4101);
  const [one, two] = await reader.post().find(4101, 4102);
  assert.deepEqual([one.id, two.id], [4101, 4102]);
});
step('finds categories, users, types', async () => {
  assert.ok((await reader.postCategory().find()).length > 0);
  assert.ok((await writer.user().find()).length > 0);
  assert.ok((await reader.postType()).post.slug); // its question for one type has a wrong address
});
step('makes, changes and deletes a post', async () => {
  made = await writer.post().create({ title: { rendered: 'Typed' }, content: { rendered: 'Typed text' }, status: 'publish' });
  assert.ok(made.id > 0);
  assert.equal((await writer.post().update({ slug: 'typed-anew' }, made.id)).slug, 'typed-anew');
  await writer.post().delete(made.id);
  assert.equal((await writer.post().find(new URLSearchParams({ status: 'trash', slug: 'typed-anew__trashed' }))).length, 1);
});
step('makes a tag', async () => {
  assert.ok((await writer.postTag().create({ name: 'typed' })).id > 0);
});
step('the user', async () => {
  assert.equal((await writer.user().findMe()).slug, LOGIN);
});
step('searches', async () => {
  const found = await reader.search('lighthouse');
  assert.ok(found.length >= 1);
});
runAll();
