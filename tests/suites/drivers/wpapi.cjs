// node-wpapi: discovery, lists and pages, writing, files; by application password and by cookie and nonce.
const WPAPI = require('wpapi');
const { assert, step, runAll, signIn, SITE, LOGIN, APPLICATION_PASSWORD, PICTURE } = require('./steps.cjs');

const reader = new WPAPI({ endpoint: `${SITE}/wp-json` });
const writer = new WPAPI({ endpoint: `${SITE}/wp-json`, username: LOGIN, password: APPLICATION_PASSWORD, auth: true });
let made;

step('discovers the API from the front page', async () => {
  const found = await WPAPI.discover(SITE);
  assert.ok((await found.root()).namespaces.includes('wp/v2'));
  assert.equal(typeof found.posts, 'function');
});
step('lists posts with their paging', async () => {
  const posts = await reader.posts().perPage(2);
  assert.equal(posts.length, 2);
  assert.equal(Number(posts._paging.total), 6);
  assert.equal(Number(posts._paging.totalPages), 3);
  const next = await posts._paging.next;
  assert.equal(next.length, 2);
  assert.notEqual(next[0].id, posts[0].id);
  assert.equal((await next._paging.prev)[0].id, posts[0].id);
});
step('filters, orders, embeds', async () => {
  const posts = await reader.posts().search('lighthouse').embed();
  assert.equal(posts.length, 1);
  assert.ok(posts[0]._embedded.author);
  const byTitle = await reader.posts().orderby('title').order('asc').param('_fields', 'id,title');
  assert.deepEqual(Object.keys(byTitle[0]).filter((name) => name !== '_links').sort(), ['id', 'title']);
  assert.equal((await reader.posts().slug('story-4101'))[0].id, 4101);
});
step('one that is not there is an error with its code', async () => {
  await assert.rejects(reader.posts().id(999999).get(), (error) => error.code === 'rest_post_invalid_id' && error.data.status === 404);
});
step('readers cannot write', async () => {
  await assert.rejects(reader.posts().create({ title: 'No' }), (error) => error.data.status === 401);
});
step('makes and changes a post', async () => {
  made = await writer.posts().create({ title: 'Von außen', content: 'Erster Satz', status: 'draft' });
  assert.equal(made.status, 'draft');
  const changed = await writer.posts().id(made.id).update({ status: 'publish', title: 'Vom Kai' });
  assert.equal(changed.title.raw, 'Vom Kai');
  assert.equal((await reader.posts().id(made.id)).title.rendered, 'Vom Kai');
});
step('uploads a file and uses it', async () => {
  const file = await writer.media().file(PICTURE).create({ title: 'Quay', alt_text: 'A quay' });
  assert.equal(file.media_type, 'image');
  const post = await writer.posts().id(made.id).update({ featured_media: file.id });
  assert.equal(post.featured_media, file.id);
  assert.equal((await writer.media().id(file.id).delete({ force: true })).deleted, true);
});
step('terms and comments', async () => {
  const tag = await writer.tags().create({ name: 'boats' });
  await writer.posts().id(made.id).update({ tags: [tag.id] });
  assert.equal((await reader.posts().tags(tag.id)).length, 1);
  const comment = await writer.comments().create({ post: made.id, content: 'Well said.' });
  assert.equal((await reader.comments().forPost(made.id))[0].id, comment.id);
});
step('revisions', async () => {
  assert.ok(Array.isArray(await writer.posts().id(made.id).revisions()));
});
step('trash and delete', async () => {
  assert.equal((await writer.posts().id(made.id).delete()).status, 'trash');
  assert.equal((await writer.posts().id(made.id).delete({ force: true })).deleted, true);
});
step('settings and the user', async () => {
  assert.equal((await writer.users().me()).slug, LOGIN);
  assert.ok((await writer.settings()).title);
});
step('by cookie and nonce', async () => {
  const { cookie, nonce } = await signIn();
  const site = new WPAPI({ endpoint: `${SITE}/wp-json`, nonce }).setHeaders({ Cookie: cookie });
  assert.equal((await site.users().me().context('edit')).username, LOGIN);
  const post = await site.posts().create({ title: 'By nonce' });
  assert.equal((await site.posts().id(post.id).delete({ force: true })).deleted, true);
});
runAll();
