// Copies of what is not saved yet, on this device: one for each window, under the user and the story.
const PREFIX = 'wirepress.copy';
const AGE = 30 * 24 * 3600 * 1000;

export function createCopies( { user, post, window: window_, fresh } ) {
	const key = [ PREFIX, user, post, window_ ].join( ':' );
	return {
		write( texts, known ) {
			const copy = { ...texts, version: known.version, fresh: fresh && ! known.saved, at: Date.now() };
			try {
				window.localStorage.setItem( key, JSON.stringify( copy ) );
				return copy.at;
			} catch {
				return 0; // storage is off or full: the caller says so
			}
		},
		// The site's autosave, which the next one replaces: what it holds now stays on the device until somebody has decided.
		hold: ( autosave ) => quietly( () => window.localStorage.setItem( [ PREFIX, user, post, `site-${ autosave.at }` ].join( ':' ), JSON.stringify( { ...autosave, onSite: true } ) ) ),
		// An autosave of the site that is not wanted stays there, and is not offered again on this device.
		leave: ( at ) => quietly( () => window.localStorage.setItem( `${ PREFIX }-left:${ user }:${ post }`, at ) ),
		wasLeft: ( at ) => Number( quietly( () => window.localStorage.getItem( `${ PREFIX }-left:${ user }:${ post }` ) ) ) >= at,
		remove: ( name = key ) => name && quietly( () => window.localStorage.removeItem( name ) ),
		// Those of earlier windows, the newest first: of this story, or for a new story of others that were never saved.
		others() {
			const found = quietly( () => Object.entries( window.localStorage ) ) ?? [];
			const mine = found.filter( ( [ name ] ) => name.startsWith( `${ PREFIX }:${ user }:` ) && name !== key );
			return mine
				.map( ( [ name, text ] ) => ( { name, of: Number( name.split( ':' )[ 2 ] ), ...quietly( () => JSON.parse( text ) ) } ) )
				.filter( ( copy ) => typeof copy.content === 'string' && keepFresh( copy ) )
				.filter( ( copy ) => copy.of === post || ( fresh && copy.fresh ) )
				.sort( ( one, other ) => other.at - one.at );
		},
	};
}

function keepFresh( copy ) {
	if ( Date.now() - copy.at < AGE ) {
		return true;
	}
	quietly( () => window.localStorage.removeItem( copy.name ) );
	return false;
}

function quietly( work ) {
	try {
		return work();
	} catch {
		return undefined;
	}
}
