// What the dialogs and notices show: one object that is replaced when something changes.
import { useSyncExternalStore } from '@wordpress/element';

export function createState() {
	let now = { away: false, out: false, signedOut: false, byItself: false, conflict: null, restore: null, newer: null, wanted: '', kept: 0, full: false };
	const listeners = new Set();
	return {
		get: () => now,
		set( changes ) {
			now = { ...now, ...changes };
			listeners.forEach( ( listener ) => listener() );
		},
		subscribe( listener ) {
			listeners.add( listener );
			return () => listeners.delete( listener );
		},
	};
}

export function useSafety( state ) {
	return useSyncExternalStore( state.subscribe, state.get );
}
