// Says what is kept and where while something is wrong, and that it is over.
import { dispatch, select } from '@wordpress/data';
import { store as editor } from '@wordpress/editor';
import { __, sprintf } from '@wordpress/i18n';
import { store as notices } from '@wordpress/notices';

const AWAY = 'wirepress-away';
const NEWER = 'wirepress-newer';
const OUT = 'wirepress-signed-out';

export function showNotices( { state, compare } ) {
	let before = {};
	state.subscribe( () => {
		const now = state.get();
		if ( now.away !== before.away || now.full !== before.full || ( now.away && now.kept !== before.kept ) ) {
			sayAway( now, before );
		}
		if ( now.out !== before.out || ( now.out && now.kept !== before.kept ) ) {
			saySignedOut( now, state );
		}
		if ( now.newer && now.newer !== before.newer ) {
			sayNewer( now.newer, compare );
		} else if ( ! now.newer && before.newer ) {
			dispatch( notices ).removeNotice( NEWER );
		}
		before = now;
	} );
}

function saySignedOut( { out, kept }, state ) {
	if ( ! out ) {
		dispatch( notices ).removeNotice( OUT );
		return;
	}
	const words = kept ? sprintf( __( 'Your session has ended. What you wrote until %s is kept on this device.' ), clock( kept ) ) : __( 'Your session has ended. Everything up to now is saved.' );
	dispatch( notices ).createWarningNotice( words, {
		id: OUT,
		isDismissible: false,
		actions: [ { label: __( 'Sign in' ), onClick: () => state.set( { signedOut: true } ) } ],
	} );
}

function sayAway( now, before ) {
	if ( ! now.away ) {
		dispatch( notices ).removeNotice( AWAY );
		if ( before.away ) {
			dispatch( notices ).createSuccessNotice( __( 'The site answers again.' ), { id: 'wirepress-back', type: 'snackbar' } );
		}
		return;
	}
	const kept = now.full
		? __( 'This device has no room for a copy: do not close this window.' )
		: now.kept
		? sprintf( __( 'What you wrote until %s is kept on this device.' ), clock( now.kept ) )
		: __( 'Everything up to now is saved.' );
	dispatch( notices ).createWarningNotice( `${ __( 'The site cannot be reached.' ) } ${ kept } ${ __( 'Go on writing: it is saved when the site answers.' ) }`, {
		id: AWAY,
		isDismissible: false,
	} );
}

// Somebody has saved the story while this window has changes of its own.
function sayNewer( editing, compare ) {
	dispatch( notices ).createWarningNotice(
		sprintf( __( '%1$s saved this story at %2$s. Your text is not touched; compare the two before you save.' ), editing.saved_by?.name ?? __( 'Somebody' ), clock( editing.saved_at ) ),
		{ id: NEWER, isDismissible: true, actions: [ { label: __( 'Compare' ), onClick: compare } ] }
	);
}

// A save that was to change the status failed a while ago: whether it still shall is asked.
export function offerSave( save ) {
	dispatch( notices ).createWarningNotice( __( 'The site answers again. Your last step was not done yet; your text is kept.' ), {
		id: 'wirepress-wanted',
		isDismissible: true,
		actions: [ { label: select( editor ).getEditedPostAttribute( 'status' ) === 'publish' ? __( 'Publish now' ) : __( 'Save now' ), onClick: save } ],
	} );
}

// A moment (GMT text, or milliseconds) as a time of this device's clock.
export function clock( moment ) {
	const date = typeof moment === 'number' ? new Date( moment ) : new Date( `${ moment }Z` );
	return date.toLocaleTimeString( [], { hour: '2-digit', minute: '2-digit' } );
}
