import apiFetch from '@wordpress/api-fetch';
import { normalizePath } from '@wordpress/url';

// Teach apiFetch where the site's REST is, who asks, and what is known already. The last one taught is asked first.
export function setUpFetch( config ) {
	apiFetch.use( apiFetch.createRootURLMiddleware( config.root ) );
	apiFetch.nonceMiddleware = apiFetch.createNonceMiddleware( config.nonce );
	apiFetch.use( apiFetch.nonceMiddleware );
	apiFetch.nonceEndpoint = config.nonceEndpoint;
	apiFetch.use( apiFetch.mediaUploadMiddleware );
	apiFetch.use( answerOnce( config.later ) );
	apiFetch.use( apiFetch.createPreloadingMiddleware( config.preload ) );
	return apiFetch;
}

// What is asked for once the editor stands, when its own preloading has ended: each is answered from the page the first time.
function answerOnce( answers ) {
	const waiting = new Map( Object.entries( answers ).map( ( [ path, answer ] ) => [ normalizePath( path ), answer ] ) );
	return ( options, next ) => {
		const path = ( options.method ?? 'GET' ) === 'GET' && options.path ? normalizePath( options.path ) : '';
		const answer = waiting.get( path );
		if ( ! answer ) {
			return next( options );
		}
		waiting.delete( path );
		const { body, headers } = answer;
		return Promise.resolve( options.parse === false ? new window.Response( JSON.stringify( body ), { headers } ) : body );
	};
}
