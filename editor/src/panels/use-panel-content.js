import apiFetch from '@wordpress/api-fetch';
import { useSelect } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';
import { useEffect, useState } from '@wordpress/element';

// What the server has in a panel: asked for when it is opened, and again when the story was saved. `error` says why there is nothing.
export function usePanelContent( { panel, post } ) {
	const [ state, setState ] = useState( {} );
	const modified = useSelect( ( select ) => select( editorStore ).getCurrentPostAttribute( 'modified' ), [] );
	useEffect( () => {
		let isShown = true;
		apiFetch( { path: `/wirepress/v1/posts/${ post.id }/panels/${ panel.name }` } ).then(
			( content ) => isShown && setState( { content } ),
			( error ) => isShown && setState( ( { content } ) => ( { content, error: error.message } ) )
		);
		return () => {
			isShown = false;
		};
	}, [ modified, panel.name, post.id ] );
	return state;
}
