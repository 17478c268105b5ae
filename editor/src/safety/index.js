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
import { forgetNewer, offerSave, sayNewer, showNotices } from './notices.js';
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
	const keepNow = keepCopies( { copies, known, state } );
	showNotices( { state, session } );
	registerPlugin( 'wirepress-safety', { render: createDialogs( { config, state, session, actions: createActions() } ) } );
	whenReady( offerCopy );
	session.schedule( safety.first );

	function onAnswer( editing, back ) {
		const { isEditedPostDirty, isSavingPost } = select( editor );
		if ( isSavingPost() ) {
			return;
		}
		if ( back || state.get().wanted ) {
			saveAgain();
		} else if ( editing.version && editing.version !== known.version && editing.saved_by?.id !== user.id ) {
			if ( ! isEditedPostDirty() ) {
				refresh();
			} else if ( state.get().newer?.version !== editing.version ) {
				state.set( { newer: editing } );
				sayNewer( editing, compare );
			}
		}
	}

	// What could not be sent is sent now. A step that readers would see is not done by itself: time has gone by.
	function saveAgain() {
		const { getCurrentPostAttribute, getEditedPostAttribute, isEditedPostDirty } = select( editor );
		const { wanted } = state.get();
		state.set( { wanted: '' } );
		if ( ! isEditedPostDirty() ) {
			return;
		}
		if ( wanted !== 'save' ) {
			dispatch( editor ).autosave();
		} else if ( getEditedPostAttribute( 'status' ) === getCurrentPostAttribute( 'status' ) ) {
			dispatch( editor ).savePost();
		} else {
			dispatch( editor ).autosave();
			offerSave( () => dispatch( editor ).savePost() );
		}
	}

	const fetchSaved = () => apiFetch( { path: `${ safety.route }?context=edit` } );

	async function refresh() {
		const document = await fetchSaved().catch( () => null );
		if ( document && ! select( editor ).isEditedPostDirty() ) {
			known.version = versionOf( document );
			showSaved( post, document );
			forgetNewer();
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
				state.set( { conflict: null } );
				forgetNewer();
				dispatch( editor ).savePost();
			},
			async takeTheirs() {
				const document = await fetchSaved();
				known.version = versionOf( document );
				showSaved( post, document );
				state.set( { conflict: null } );
				forgetNewer();
			},
			closeConflict: () => state.set( { conflict: null } ),
			restoreCopy() {
				const copy = state.get().restore;
				putTexts( copy );
				state.set( { restore: null } );
				keepNow();
				copy.names.forEach( ( name ) => copies.remove( name ) );
			},
			dropCopy() {
				state.get().restore.names.forEach( ( name ) => copies.remove( name ) );
				state.set( { restore: null } );
			},
			leaveCopy: () => state.set( { restore: null } ),
		};
	}

	function offerCopy() {
		const now = editedTexts();
		const found = copies.others();
		const [ useful ] = found.filter( ( copy ) => differencesOf( now, copy ).length );
		found.filter( ( copy ) => ! differencesOf( now, copy ).length ).forEach( ( copy ) => copies.remove( copy.name ) );
		if ( useful ) {
			state.set( { restore: { ...useful, names: [ useful.name ], differences: differencesOf( now, useful ) } } );
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
