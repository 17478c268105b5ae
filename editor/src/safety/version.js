// Which state of the story this window works on. The server reckons the same from the stored story (content/posts/editing/versions.py).

const TABLE = Uint32Array.from( { length: 256 }, ( _, index ) => {
	let value = index;
	for ( let bit = 0; bit < 8; bit++ ) {
		value = value & 1 ? ( value >>> 1 ) ^ 0xedb88320 : value >>> 1;
	}
	return value;
} );

function crc32( text ) {
	let value = 0xffffffff;
	for ( const byte of new TextEncoder().encode( text ) ) {
		value = ( value >>> 8 ) ^ TABLE[ ( value ^ byte ) & 0xff ];
	}
	return ( ( value ^ 0xffffffff ) >>> 0 ).toString( 16 ).padStart( 8, '0' );
}

// The version of a REST document (context edit) of a story, or of an autosave that changed the story itself.
export function versionOf( document ) {
	const texts = [ 'title', 'content', 'excerpt' ].map( ( name ) => document[ name ]?.raw ?? '' );
	return `${ document.modified_gmt ?? '' }-${ crc32( texts.join( '\0' ) ) }`;
}

// What this window knows. It saves under one name, so that a save whose answer was lost is not taken for somebody else's.
export function createKnown( version ) {
	const window_ = Array.from( crypto.getRandomValues( new Uint32Array( 3 ) ), ( part ) => part.toString( 36 ) ).join( '' );
	return { version, window: window_, number: 0 };
}
