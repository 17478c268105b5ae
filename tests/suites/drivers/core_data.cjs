// @wordpress/core-data, the editor's store, in a page that jsdom makes: records are resolved, edited, saved, deleted.
const { JSDOM, VirtualConsole } = require('jsdom');
const { assert, step, runAll, signIn, SITE, LOGIN } = require('./steps.cjs');

const { window } = new JSDOM('<!doctype html><body></body>', { url: `${SITE}/wp-admin/`, virtualConsole: new VirtualConsole(), pretendToBeVisual: true });
const plain = globalThis.fetch;
let cookie = '';
window.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} });
for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) globalThis[name] = window[name];
globalThis.window = window;
window.fetch = globalThis.fetch = (address, options = {}) => plain(address, { ...options, headers: { ...(options.headers || {}), ...(cookie ? { cookie } : {}) } });

const apiFetch = require('@wordpress/api-fetch').default;
const { select, dispatch, resolveSelect } = require('@wordpress/data');
const { store } = require('@wordpress/core-data');

apiFetch.use(apiFetch.createRootURLMiddleware(`${SITE}/wp-json/`));
let post;

step('signs in', async () => {
  const signed = await signIn();
  cookie = signed.cookie;
  apiFetch.use(apiFetch.createNonceMiddleware(signed.nonce));
});
step('knows the types, the taxonomies, the user, the site', async () => {
  const types = await resolveSelect(store).getPostTypes({ per_page: -1 });
  assert.ok(types.some((type) => type.slug === 'post' && type.rest_base === 'posts'));
  assert.ok((await resolveSelect(store).getTaxonomies({ per_page: -1 })).some((one) => one.slug === 'category'));
  assert.equal((await resolveSelect(store).getCurrentUser()).slug, LOGIN);
  assert.ok((await resolveSelect(store).getEntityRecord('root', 'site')).title);
});
step('lists records and their totals', async () => {
  const query = { per_page: 4, status: 'publish' };
  assert.equal((await resolveSelect(store).getEntityRecords('postType', 'post', query)).length, 4);
  assert.equal(select(store).getEntityRecordsTotalItems('postType', 'post', query), 6);
  assert.equal(select(store).getEntityRecordsTotalPages('postType', 'post', query), 2);
});
step('asks what the user may do', async () => {
  assert.equal(await resolveSelect(store).canUser('create', { kind: 'postType', name: 'post' }), true);
  assert.equal(await resolveSelect(store).canUser('update', { kind: 'postType', name: 'post', id: 4101 }), true);
});
step('saves a new record', async () => {
  post = await dispatch(store).saveEntityRecord('postType', 'post', { title: 'From the store', content: 'One.', status: 'draft' }, { throwOnError: true });
  assert.ok(post.id > 0);
});
step('edits a record and saves the edits', async () => {
  await resolveSelect(store).getEntityRecord('postType', 'post', post.id);
  await dispatch(store).editEntityRecord('postType', 'post', post.id, { title: 'Edited in the store' });
  assert.equal(select(store).hasEditsForEntityRecord('postType', 'post', post.id), true);
  await dispatch(store).saveEditedEntityRecord('postType', 'post', post.id, { throwOnError: true });
  assert.equal(select(store).hasEditsForEntityRecord('postType', 'post', post.id), false);
  assert.equal(select(store).getEntityRecord('postType', 'post', post.id).title.raw, 'Edited in the store');
});
step('saves terms', async () => {
  const term = await dispatch(store).saveEntityRecord('taxonomy', 'category', { name: 'Lighthouses' }, { throwOnError: true });
  assert.ok((await resolveSelect(store).getEntityRecords('taxonomy', 'category', { search: 'Lighthouses' })).some((one) => one.id === term.id));
});
step('autosaves and revisions', async () => {
  assert.ok(Array.isArray(await resolveSelect(store).getAutosaves('post', post.id) ?? []));
  assert.ok(Array.isArray(await resolveSelect(store).getRevisions('postType', 'post', post.id, { per_page: 5 })));
});
step('deletes a record', async () => {
  const gone = await dispatch(store).deleteEntityRecord('postType', 'post', post.id, { force: true }, { throwOnError: true });
  assert.equal(gone.deleted ?? true, true);
});
step('a refusal is the answer\'s error', async () => {
  await assert.rejects(
    dispatch(store).saveEntityRecord('postType', 'post', { title: 'x', status: 'no-such' }, { throwOnError: true }),
    (error) => error.code === 'rest_invalid_param',
  );
});
runAll();
