// What keeps a story from being lost: locks, autosaves, conflicts, copies on this machine, a session that ends.
// `config.safety` is what the server says for it.
import { store as core } from '@wordpress/core-data';
import { dispatch, select } from '@wordpress/data';
import { store as editor } from '@wordpress/editor';
import { registerPlugin } from '@wordpress/plugins';
import { differencesOf } from './comparison.js';
import { createCopies } from './copies.js';
import { createDialogs } from './dialogs.js';
import { createGuard } from './guard.js';
import { keepCopies } from './keep-copies.js';
import { offerSave, showNotices } from './notices.js';
import { createSession } from './session.js';
import { createState } from './state.js';
import { editedTexts, putTexts, showSaved } from './texts.js';
import { createKnown, versionOf } from './version.js';

export function start( { config, apiFetch } ) {
	const { post, safety, user } = config;
	const state = createState();
	const known = createKnown( safety.version );
	const copies = createCopies( { user: user.id, post: post.id, window: known.window, fresh: safety.fresh } );
	const session = createSession( { config, apiFetch, state, onAnswer } );
	apiFetch.use( createGuard( { config, known, session, state } ) );
	const { keepNow, isUnsaved } = keepCopies( { copies, known, state } );
	showNotices( { state, compare } );
	registerPlugin( 'wirepress-safety', { render: createDialogs( { config, state, session, actions: createActions() } ) } );
	whenReady( offerCopy );
	session.schedule( safety.first );

	function onAnswer( editing, back ) {
		if ( select( editor ).isSavingPost() ) {
			return;
		}
		if ( back || state.get().wanted ) {
			saveAgain();
		} else if ( editing.version && editing.version !== known.version && editing.saved_by?.id !== user.id ) {
			if ( ! isUnsaved() ) {
				refresh();
			} else if ( state.get().newer?.version !== editing.version ) {
				state.set( { newer: editing } );
			}
		}
	}

	// What could not be sent is sent now. A step that readers would see is not done by itself: time has gone by.
	function saveAgain() {
		const { getCurrentPostAttribute, getEditedPostAttribute, isEditedPostDirty } = select( editor );
		const { wanted } = state.get();
		if ( isEditedPostDirty() || ! isUnsaved() ) {
			state.set( { wanted: '' } );
		}
		if ( ! isEditedPostDirty() ) {
			return;
		}
		if ( wanted !== 'save' ) {
			dispatch( editor ).autosave();
		} else if ( getEditedPostAttribute( 'status' ) === getCurrentPostAttribute( 'status' ) ) {
			state.set( { byItself: true } );
			dispatch( editor ).savePost().finally( () => state.set( { byItself: false } ) );
		} else {
			dispatch( editor ).autosave();
			offerSave( () => dispatch( editor ).savePost() );
		}
	}

	const fetchSaved = () => apiFetch( { path: `${ safety.route }?context=edit` } );

	async function refresh() {
		const document = await fetchSaved().catch( () => null );
		if ( document && ! isUnsaved() ) {
			known.version = versionOf( document );
			showSaved( post, document );
			state.set( { newer: null } );
		}
	}

	async function compare() {
		const document = await fetchSaved();
		const theirs = { title: document.title.raw, content: document.content.raw, excerpt: document.excerpt?.raw ?? '' };
		const found = { version: versionOf( document ), differences: differencesOf( theirs, editedTexts() ) };
		state.set( { conflict: { ...state.get().newer, ...found } } );
	}

	function createActions() {
		return {
			keepMine() {
				known.version = state.get().conflict.version;
				state.set( { conflict: null, newer: null } );
				dispatch( editor ).savePost();
			},
			async takeTheirs() {
				const document = await fetchSaved();
				known.version = versionOf( document );
				showSaved( post, document );
				state.set( { conflict: null, newer: null } );
			},
			closeConflict: () => state.set( { conflict: null } ),
			restoreCopy() {
				const copy = state.get().restore;
				putTexts( copy );
				state.set( { restore: null } );
				keepNow();
				copies.remove( copy.name );
			},
			dropCopy() {
				const copy = state.get().restore;
				copies.remove( copy.name );
				if ( copy.onSite ) {
					copies.leave( copy.at );
				}
				state.set( { restore: null } );
				offerCopy(); // an older one
			},
			leaveCopy: () => state.set( { restore: null } ),
		};
	}

	// Text of this device, or the user's autosave, that is not the story's: whoever has the story is asked what shall become of it.
	function offerCopy() {
		if ( select( editor ).isPostLocked() ) {
			return;
		}
		const now = editedTexts();
		const differs = ( copy ) => differencesOf( now, copy ).length > 0;
		if ( safety.autosave && ! copies.wasLeft( safety.autosave.at ) ) {
			copies.hold( safety.autosave );
		}
		const found = copies.others();
		found.filter( ( copy ) => ! differs( copy ) ).forEach( ( copy ) => copies.remove( copy.name ) );
		const [ newest ] = found.filter( differs );
		if ( newest ) {
			state.set( { restore: { ...newest, differences: differencesOf( now, newest ) } } );
		}
	}

	function whenReady( then ) {
		const wait = () => {
			if ( select( editor ).getCurrentPostId() && select( core ).getEntityRecord( 'postType', post.type, post.id ) ) {
				then();
			} else {
				setTimeout( wait, 200 );
			}
		};
		wait();
	}
}
