// The way of every request of the editor. A save says which version it began with; what fails for want of a network or a session is asked
// again when both are there.
import { versionOf } from './version.js';

const CONFLICT = 'wirepress_edit_conflict';
const PAUSES = [ 400, 1200, 2500 ];

export function createGuard( { config, known, session, state } ) {
	const { route } = config.safety;

	function kindOf( { method = 'GET', path = '', data } ) {
		const bare = path.split( '?' )[ 0 ];
		if ( method === 'GET' || ! data ) {
			return '';
		}
		return bare === route ? 'save' : bare === `${ route }/autosaves` ? 'autosave' : '';
	}

	// Somebody waits for it: neither an autosave nor a save that is asked again by itself.
	function isByHand( options ) {
		const kind = kindOf( options );
		return kind === 'save' ? ! state.get().byItself : kind === '' && ( options.method ?? 'GET' ) !== 'GET';
	}

	async function askInSession( options, next ) {
		try {
			return await next( options );
		} catch ( error ) {
			if ( error?.code !== 'rest_cookie_invalid_nonce' ) {
				throw error;
			}
			if ( await session.renewNonce() ) {
				return next( options );
			}
			state.set( { out: true } );
			if ( ! isByHand( options ) ) {
				throw error; // a window that opens while somebody types takes their keystrokes: a notice says it
			}
			await session.signIn().catch( () => Promise.reject( error ) );
			return next( options );
		}
	}

	async function askPatiently( options, next ) {
		for ( const pause of PAUSES ) {
			try {
				return await askInSession( options, next );
			} catch ( error ) {
				if ( ! isAway( error ) ) {
					throw error;
				}
			}
			await new Promise( ( resolve ) => setTimeout( resolve, pause ) );
		}
		return askInSession( options, next );
	}

	return async ( options, next ) => {
		const kind = kindOf( options );
		if ( ! kind ) {
			return askInSession( options, next );
		}
		known.number += 1;
		const headers = { ...options.headers, 'X-Wirepress-Base': known.version, 'X-Wirepress-Window': `${ known.window }/${ known.number }` };
		try {
			const answer = await askPatiently( { ...options, headers }, next );
			if ( kind === 'save' || answer.id === config.post.id ) {
				known.version = versionOf( answer );
				known.saved = true;
				known.sent = options.data.content ?? known.sent;
			}
			state.set( { wanted: '', newer: null, ...( kind === 'save' ? { conflict: null } : {} ) } );
			return answer;
		} catch ( error ) {
			if ( error?.code === CONFLICT ) {
				state.set( isByHand( options ) ? { conflict: error.data } : { newer: error.data } );
			} else if ( isAway( error ) ) {
				state.set( { away: true, wanted: kind === 'save' || state.get().wanted === 'save' ? 'save' : 'autosave' } );
				session.schedule( config.safety.retry );
			}
			throw error;
		}
	};
}

// The server did not answer, or something between said that it does not.
function isAway( error ) {
	return [ 'fetch_error', 'offline_error', 'invalid_json' ].includes( error?.code ) || error?.data?.status >= 500;
}
