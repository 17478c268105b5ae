// Light or dark as the newsroom has it: its own script marks this page, this one marks the canvas alike.
const CANVAS = 'iframe[name="editor-canvas"]';

function mark( frame ) {
	frame?.contentDocument?.documentElement?.classList.toggle( 'dark', document.documentElement.classList.contains( 'dark' ) );
}

export function setUpColours() {
	const canvas = () => mark( document.querySelector( CANVAS ) );
	document.addEventListener( 'load', ( { target } ) => target.matches?.( CANVAS ) && mark( target ), true );
	new MutationObserver( canvas ).observe( document.documentElement, { attributeFilter: [ 'class' ] } );
}
