// Write a copy whenever the story has changed for a second, and at once when the page may go away.
import { store as blockEditor } from '@wordpress/block-editor';
import { dispatch, select, subscribe } from '@wordpress/data';
import { store as editor } from '@wordpress/editor';
import { editedTexts } from './texts.js';

const PAUSE = 1000;
// What is typed while a save runs, and without a pause after it, counts as a change for the editor only when the keys rest for a second.
const CLEAN_FOR = 2500;

export function keepCopies( { copies, known, state } ) {
	let timer = 0;
	let seen = [];
	let changed = 0;
	let touched = false; // a window that only shows a story has nothing to keep
	const write = () => {
		clearTimeout( timer );
		timer = 0;
		if ( ! select( editor ).getCurrentPostId() ) {
			return;
		}
		const dirty = select( editor ).isEditedPostDirty() || callChanged( known );
		touched ||= dirty;
		if ( ! touched ) {
			return;
		}
		if ( ! dirty && Date.now() - changed >= CLEAN_FOR ) {
			copies.remove();
			state.set( { kept: 0 } );
			return;
		}
		if ( ! dirty ) {
			timer = setTimeout( write, PAUSE );
		}
		const kept = copies.write( editedTexts(), known );
		state.set( { kept, full: ! kept } );
	};
	subscribe( () => {
		const { getEditedPostAttribute, isEditedPostDirty } = select( editor );
		const now = [ select( blockEditor ).getBlocks(), getEditedPostAttribute( 'title' ), getEditedPostAttribute( 'excerpt' ), isEditedPostDirty() ];
		if ( now.some( ( part, index ) => part !== seen[ index ] ) ) {
			seen = now;
			changed = Date.now();
			timer ||= setTimeout( write, PAUSE );
		}
	} );
	const flush = () => timer && write();
	window.addEventListener( 'pagehide', flush );
	window.addEventListener( 'beforeunload', flush );
	document.addEventListener( 'visibilitychange', () => document.hidden && flush() );
	// Whether there may be text that is not saved: also what the editor does not call changed yet.
	const isUnsaved = () => select( editor ).isEditedPostDirty() || ( touched && Date.now() - changed < CLEAN_FOR );
	return { keepNow: write, isUnsaved };
}

// What was typed while a save ran may be no change for the editor at all: then nothing would save it. Tell the editor that it is one.
function callChanged( known ) {
	const { content } = editedTexts();
	if ( typeof known.sent !== 'string' || known.sent === content || select( editor ).isSavingPost() ) {
		return false;
	}
	dispatch( editor ).editPost( { content }, { undoIgnore: true } );
	return select( editor ).isEditedPostDirty();
}
