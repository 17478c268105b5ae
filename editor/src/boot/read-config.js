// What the server wrote into the page: who writes, what, and all that the editor asks for when it opens.
export function readConfig() {
	return JSON.parse( document.getElementById( 'wirepress-editor-config' ).textContent );
}
