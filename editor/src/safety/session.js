// Signs of life of this window, and the session behind it.
import { doAction } from '@wordpress/hooks';

const PATIENCE = 15000;

export function createSession( { config, apiFetch, state, onAnswer } ) {
	const { ajax, interval, retry } = config.safety;
	let { heartbeat } = config.safety;
	let timer = 0;
	let waiting = [];
	let beating = null;

	async function renewNonce() {
		const response = await window.fetch( apiFetch.nonceEndpoint, { credentials: 'same-origin' } ).catch( () => null );
		if ( ! response?.ok ) {
			return false;
		}
		apiFetch.nonceMiddleware.nonce = await response.text();
		return true;
	}

	// Resolves when somebody has signed in again in this window or another; rejects when they say that they will not.
	function signIn() {
		state.set( { signedOut: true } );
		return new Promise( ( resolve, reject ) => waiting.push( { resolve, reject } ) );
	}

	function endWaiting( how ) {
		const all = waiting;
		waiting = [];
		all.forEach( ( one ) => one[ how ]( new Error( 'signed out' ) ) );
	}

	async function signedIn() {
		if ( ! ( await renewNonce() ) ) {
			return;
		}
		state.set( { signedOut: false, out: false } );
		endWaiting( 'resolve' );
		beat();
	}

	function giveUp() {
		state.set( { signedOut: false } );
		endWaiting( 'reject' );
	}

	async function ask() {
		const data = {};
		doAction( 'heartbeat.send', data );
		data[ 'wirepress-editing' ] = { post_id: config.post.id };
		data[ 'wp-refresh-post-nonces' ] = { post_id: config.post.id };
		const form = new URLSearchParams( { action: 'heartbeat', _nonce: heartbeat, screen_id: config.post.type, has_focus: document.hasFocus(), interval } );
		Object.entries( data ).forEach( ( [ name, part ] ) =>
			Object.entries( part ).forEach( ( [ key, value ] ) => form.append( `data[${ name }][${ key }]`, value ?? '' ) )
		);
		const response = await window.fetch( ajax, { method: 'POST', body: form, credentials: 'same-origin', signal: AbortSignal.timeout( PATIENCE ) } );
		if ( response.status >= 500 ) {
			throw new Error( response.status );
		}
		return response.json();
	}

	async function beatNow() {
		let answer;
		try {
			answer = await ask();
		} catch {
			state.set( { away: true } );
			return schedule( retry );
		}
		const back = state.get().away || state.get().out;
		state.set( { away: false } );
		if ( answer[ 'wp-auth-check' ] === false ) {
			state.set( { out: true } );
			return schedule( interval );
		}
		heartbeat = answer.heartbeat_nonce ?? heartbeat;
		apiFetch.nonceMiddleware.nonce = answer.rest_nonce ?? apiFetch.nonceMiddleware.nonce;
		if ( answer.nonces_expired ) {
			return schedule( 0 );
		}
		if ( state.get().out ) {
			await renewNonce(); // signed in again, here or in another window
			state.set( { signedOut: false, out: false } );
			endWaiting( 'resolve' );
		}
		doAction( 'heartbeat.tick', answer, 'success' );
		onAnswer( answer[ 'wirepress-editing' ] ?? {}, back );
		schedule( interval );
	}

	function beat() {
		clearTimeout( timer );
		beating ??= beatNow().finally( () => ( beating = null ) );
		return beating;
	}

	function schedule( seconds ) {
		clearTimeout( timer );
		timer = setTimeout( beat, seconds * 1000 );
	}

	window.addEventListener( 'online', beat );
	document.addEventListener( 'visibilitychange', () => ! document.hidden && beat() );
	return { beat, schedule, renewNonce, signIn, signedIn, giveUp };
}
