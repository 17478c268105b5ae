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

	async function askInSession( options, next ) {
		try {
			return await next( options );
		} catch ( error ) {
			if ( error?.code !== 'rest_cookie_invalid_nonce' ) {
				throw error;
			}
			if ( ! ( await session.renewNonce() ) ) {
				await session.signIn().catch( () => Promise.reject( error ) );
			}
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
			}
			state.set( { wanted: '', newer: null, ...( kind === 'save' ? { conflict: null } : {} ) } );
			return answer;
		} catch ( error ) {
			if ( error?.code === CONFLICT ) {
				state.set( { conflict: { ...error.data, mine: options.data } } );
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
