// Write a copy whenever the story has changed for a second, and at once when the page may go away.
import { store as blockEditor } from '@wordpress/block-editor';
import { select, subscribe } from '@wordpress/data';
import { store as editor } from '@wordpress/editor';
import { editedTexts } from './texts.js';

const PAUSE = 1000;

export function keepCopies( { copies, known, state } ) {
	let timer = 0;
	let seen = [];
	const write = () => {
		clearTimeout( timer );
		timer = 0;
		if ( ! select( editor ).getCurrentPostId() ) {
			return;
		}
		if ( ! select( editor ).isEditedPostDirty() ) {
			copies.remove();
			state.set( { kept: 0 } );
			return;
		}
		const kept = copies.write( editedTexts(), known );
		state.set( { kept, full: ! kept } );
	};
	subscribe( () => {
		const { getEditedPostAttribute, isEditedPostDirty } = select( editor );
		const now = [ select( blockEditor ).getBlocks(), getEditedPostAttribute( 'title' ), getEditedPostAttribute( 'excerpt' ), isEditedPostDirty() ];
		if ( now.some( ( part, index ) => part !== seen[ index ] ) ) {
			seen = now;
			timer ||= setTimeout( write, PAUSE );
		}
	} );
	const flush = () => timer && write();
	window.addEventListener( 'pagehide', flush );
	window.addEventListener( 'beforeunload', flush );
	document.addEventListener( 'visibilitychange', () => document.hidden && flush() );
	return write;
}
