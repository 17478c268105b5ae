// The windows over the editor: sign in on the spot, two texts that differ, a text of this device that is newer.
import { Button, Modal } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { clock } from './notices.js';
import { useSafety } from './state.js';
import { Comparison } from './comparison.js';

export function createDialogs( { config, state, session, actions } ) {
	return function SafetyDialogs() {
		const now = useSafety( state );
		if ( now.signedOut ) {
			return <SignIn address={ config.safety.signIn } session={ session } kept={ now.kept } />;
		}
		if ( now.conflict ) {
			return <Conflict conflict={ now.conflict } actions={ actions } />;
		}
		return now.restore ? <Restore copy={ now.restore } actions={ actions } /> : null;
	};
}

function SignIn( { address, session, kept } ) {
	const look = ( event ) => {
		const body = event.target.contentDocument?.body;
		if ( body?.classList.contains( 'interim-login-success' ) ) {
			session.signedIn();
		}
	};
	return (
		<Modal className="wirepress-safety-sign-in" title={ __( 'Your session has ended' ) } onRequestClose={ session.giveUp } shouldCloseOnClickOutside={ false }>
			<p>{ kept ? sprintf( __( 'What you wrote until %s is kept on this device. Sign in, and it is saved.' ), clock( kept ) ) : __( 'Nothing that you wrote is lost. Sign in to go on.' ) }</p>
			<iframe src={ address } title={ __( 'Sign in' ) } onLoad={ look } />
		</Modal>
	);
}

function Conflict( { conflict, actions } ) {
	const name = conflict.saved_by?.name || __( 'Somebody' );
	return (
		<Modal className="wirepress-safety-conflict" size="large" title={ sprintf( __( '%s saved this story too' ), name ) } onRequestClose={ actions.closeConflict } shouldCloseOnClickOutside={ false }>
			<p>
				{ sprintf( __( '%1$s saved at %2$s, after you had begun. Both texts are kept: theirs is the story now, yours is in this window and an autosave.' ), name, clock( conflict.saved_at ) ) }
			</p>
			<Comparison differences={ conflict.differences } theirs={ name } />
			<div className="wirepress-safety-buttons">
				<Button variant="primary" onClick={ actions.keepMine }>{ __( 'Save mine over it' ) }</Button>
				<Button variant="secondary" onClick={ actions.takeTheirs }>{ sprintf( __( 'Go on with the text of %s' ), name ) }</Button>
				<Button variant="tertiary" onClick={ actions.closeConflict }>{ __( 'Back to my text' ) }</Button>
			</div>
		</Modal>
	);
}

function Restore( { copy, actions } ) {
	const when = new Date( copy.at ).toLocaleString( [], { dateStyle: 'medium', timeStyle: 'short' } );
	const words = ! copy.onSite ? __( 'It was written here on %s and did not reach the site.' ) : __( 'It was kept as your autosave on %s; the story is another one now.' );
	return (
		<Modal className="wirepress-safety-restore" size="large" title={ ! copy.onSite ? __( 'This device has text that was not saved' ) : __( 'You have text that was not saved' ) } onRequestClose={ actions.leaveCopy } shouldCloseOnClickOutside={ false }>
			<p>{ `${ sprintf( words, when ) } ${ __( 'Nothing changes before you choose.' ) }` }</p>
			<Comparison differences={ copy.differences } theirs={ __( 'The story' ) } mine={ ! copy.onSite ? __( 'This device' ) : __( 'Yours' ) } />
			<div className="wirepress-safety-buttons">
				<Button variant="primary" onClick={ actions.restoreCopy }>{ __( 'Put it into the editor' ) }</Button>
				<Button variant="secondary" isDestructive onClick={ actions.dropCopy }>{ __( 'Throw it away' ) }</Button>
				<Button variant="tertiary" onClick={ actions.leaveCopy }>{ __( 'Decide later' ) }</Button>
			</div>
		</Modal>
	);
}
