// What keeps a story from being lost: locks, autosaves, conflicts, copies on this machine, a session that ends.
// `config.safety` is what the server says for it.
export function start( { config, apiFetch } ) {}
