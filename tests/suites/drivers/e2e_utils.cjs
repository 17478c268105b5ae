// @wordpress/e2e-test-utils-playwright: RequestUtils signs in as WordPress's own tests do and works with the session's nonce.
const { assert, step, runAll, SITE, LOGIN, PASSWORD, PICTURE } = require('./steps.cjs');
Object.assign(process.env, { WP_BASE_URL: SITE, WP_USERNAME: LOGIN, WP_PASSWORD: PASSWORD });
const { RequestUtils } = require('@wordpress/e2e-test-utils-playwright');

let utils;
step('sets up: signs in, takes the nonce, discovers the API', async () => {
  utils = await RequestUtils.setup({ baseURL: SITE, user: { username: LOGIN, password: PASSWORD } });
  const state = await utils.setupRest();
  assert.match(state.nonce, /^[0-9a-f]{10}$/);
  assert.equal(state.rootURL, `${SITE}/wp-json/`);
});
step('signs in anew', async () => {
  assert.match(await utils.login(), /^[0-9a-f]{10}$/);
});
step('a wrong password fails', async () => {
  await assert.rejects(utils.login({ username: LOGIN, password: 'wrong' }));
});
step('posts', async () => {
  await utils.setupRest();
  const post = await utils.createPost({ title: 'From the helper', status: 'publish', date_gmt: '2026-01-02T03:04:05' });
  assert.equal(post.status, 'publish');
  assert.equal((await utils.rest({ path: `/wp/v2/posts/${post.id}`, method: 'DELETE', params: { force: true } })).deleted, true);
});
step('pages', async () => {
  const page = await utils.createPage({ title: 'A page', status: 'publish' });
  assert.ok(page.id > 0);
  await utils.deleteAllPages();
  assert.equal((await utils.rest({ path: '/wp/v2/pages' })).length, 0);
});
step('users', async () => {
  const user = await utils.createUser({ username: 'helper', email: 'helper@news.example', roles: ['author'], password: 'long-enough-words' });
  assert.ok(user.id > 0);
  await utils.deleteAllUsers();
});
step('media', async () => {
  const file = await utils.uploadMedia(PICTURE);
  assert.equal(file.media_type, 'image');
  await utils.deleteMedia(file.id);
});
step('comments', async () => {
  const comment = await utils.createComment({ content: 'From the helper', post: 4101 });
  assert.ok(comment.id > 0);
});
step('several requests in one', async () => {
  const answers = await utils.batchRest([1, 2].map((number) => ({ path: '/wp/v2/tags', method: 'POST', body: { name: `helper ${number}` } })));
  assert.deepEqual(answers.map((one) => one.status), [201, 201]);
});
step('site settings', async () => {
  assert.ok((await utils.getSiteSettings()).title);
  assert.equal((await utils.updateSiteSettings({ description: 'Told by the helper' })).description, 'Told by the helper');
});
step('menus and blocks', async () => {
  await utils.createNavigationMenu({ title: 'Helper', content: '' });
  await utils.deleteAllMenus();
  await utils.deleteAllBlocks();
});
runAll();
