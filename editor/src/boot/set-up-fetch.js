import apiFetch from '@wordpress/api-fetch';
import { normalizePath, removeQueryArgs } from '@wordpress/url';

// Teach apiFetch where the site's REST is, who asks, and what is known already. The last one taught is asked first.
export function setUpFetch( config ) {
	apiFetch.use( apiFetch.createRootURLMiddleware( config.root ) );
	apiFetch.nonceMiddleware = apiFetch.createNonceMiddleware( config.nonce );
	apiFetch.use( apiFetch.nonceMiddleware );
	apiFetch.nonceEndpoint = config.nonceEndpoint;
	apiFetch.use( apiFetch.mediaUploadMiddleware );
	apiFetch.use( answerFromPage( config.later ) );
	apiFetch.use( apiFetch.createPreloadingMiddleware( config.preload ) );
	return apiFetch;
}

// What is asked for once the editor stands, when its own preloading has ended: answered from the page, while that is as new as an answer.
const NEW_FOR = 10_000; // milliseconds

function answerFromPage( answers ) {
	const known = new Map( Object.entries( answers ).map( ( [ path, answer ] ) => [ normalizePath( path ), answer ] ) );
	return ( options, next ) => {
		if ( ( options.method ?? 'GET' ) !== 'GET' || performance.now() > NEW_FOR ) {
			known.clear();
		}
		// A list that is wanted whole comes by once more, with the language that a request says at last.
		const answer = options.path && known.get( normalizePath( removeQueryArgs( options.path, '_locale' ) ) );
		if ( ! answer ) {
			return next( options );
		}
		const { body, headers } = answer;
		return Promise.resolve( options.parse === false ? new window.Response( JSON.stringify( body ), { headers } ) : body );
	};
}
